import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { useFolder } from './folder.ts';

interface Step {
  name?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { 'runs-on': string; 'timeout-minutes': number; permissions?: Record<string, string>; steps: Step[] }>;
}

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflow = (name: string): Workflow =>
  parse(read(`.github/workflows/${name}.yml`), { strict: true, uniqueKeys: true }) as Workflow;
const { version, publishConfig } = JSON.parse(read('package.json')) as { version: string; publishConfig: object };
const address = 'https://github.com/shop/wabot';
const folder = useFolder();

/** What a job's runner gives to its steps. */
const given = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'shop/wabot', GITHUB_REF_NAME: `v${version}` };

/** A copy of what the steps touch, as if no address were known yet; `change` is made to its package.json. */
function checkout(change: object = {}): string {
  const place = mkdtempSync(join(folder(), 'checkout-'));
  for (const path of ['scripts', 'bin', 'docs', 'README.md']) cpSync(join(root, path), join(place, path), { recursive: true });
  const { repository: _, homepage: __, bugs: ___, ...manifest } = JSON.parse(read('package.json')) as Record<string, unknown>;
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, ...change }));
  return place;
}

/** Runs a step as the runner does, in such a copy; `sudo` is one that changes nothing. */
function run(step: Step | undefined, cwd: string, env: Record<string, string> = {}) {
  const programs = mkdtempSync(join(folder(), 'programs-'));
  writeFileSync(join(programs, 'sudo'), '#!/bin/sh\nexec "$@"\n');
  chmodSync(join(programs, 'sudo'), 0o755);
  const PATH = [programs, dirname(process.execPath), process.env['PATH']].join(':');
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...given, ...env, PATH } } as const;
  const { status, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step?.run ?? 'exit 99'], options);
  return { status, stderr };
}

function manifestOf(place: string): object {
  return JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as object;
}

const publishing = workflow('publish').jobs['publish']?.steps ?? [];
const [, , tagStep, sourcesStep, needsStep] = publishing;

describe.each(['ci', 'publish'])('the workflow %s', (name) => {
  const { jobs, permissions } = workflow(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('reads the sources and no more, unless a job says so, within an hour', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job).toMatchObject({ 'runs-on': 'ubuntu-latest', 'timeout-minutes': 60 });
  });

  it('takes the sources, the Node of the container, and what only the tests need, then runs every check', () => {
    const [, node = ''] = /^FROM node:(\d+)-slim$/m.exec(read('Dockerfile')) ?? [];
    expect(steps[0]?.uses).toBe('actions/checkout@v7');
    expect(steps[1]).toEqual({ uses: 'actions/setup-node@v6', with: { 'node-version': Number(node) } });
    const lines = steps.map((step) => step.run).filter((line) => line !== undefined);
    const order = ['sudo env "PATH=$PATH" node scripts/test-needs.js', 'bash .ci/run'].map((line) => lines.indexOf(line));
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it("holds no secret, no address of a registry and nothing of others but GitHub's own actions", () => {
    expect(read(`.github/workflows/${name}.yml`)).not.toMatch(/secrets\.|registry|https?:/);
    expect(steps.flatMap(({ uses = [] }) => uses).filter((uses) => !/^actions\/(checkout|setup-node)@v\d$/.test(uses))).toEqual(
      [],
    );
  });
});

it('every push and every pull request is checked', () => {
  expect(workflow('ci').on).toEqual({ push: { branches: ['**'] }, pull_request: null });
});

describe('publishing', () => {
  it('begins with a tag, may prove who it is, and comes after everything else', () => {
    const { on, jobs } = workflow('publish');
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(jobs['publish']?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(publishing.map((step) => step.name ?? step.uses ?? step.run)).toEqual([
      'actions/checkout@v7',
      'actions/setup-node@v6',
      'The tag is the version',
      'Where the sources are',
      'Programs that only the tests need',
      'Everything that must pass; begins with npm ci',
      'npm publish',
    ]);
    expect(publishing[0]?.with).toEqual({ 'persist-credentials': false });
    expect(publishConfig).toEqual({ access: 'public', provenance: true });
  });

  it('has steps that a shell runs', () => {
    expect(run(needsStep, checkout()).status).toBe(0);
    expect(spawnSync('bash', ['-n', '.ci/run'], { cwd: root }).status).toBe(0);
  });

  it('goes on with a tag that is the version, and with no other', () => {
    const place = checkout();
    expect(run(tagStep, place)).toEqual({ status: 0, stderr: '' });
    const stderr = `The tag v9.9.9 is not the version of package.json, ${version}\n`;
    expect(run(tagStep, place, { GITHUB_REF_NAME: 'v9.9.9' })).toEqual({ status: 1, stderr });
  });

  it('packs a package.json that says where the sources are', () => {
    const place = checkout();
    expect(run(sourcesStep, place)).toEqual({ status: 0, stderr: '' });
    const options = { cwd: place, encoding: 'utf8' } as const;
    const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts'], options);
    const [{ filename, files } = { filename: '', files: [] }] = JSON.parse(packed) as {
      filename: string;
      files: { path: string }[];
    }[];
    const manifest = execFileSync('tar', ['-xzOf', filename, 'package/package.json'], options);
    expect(JSON.parse(manifest)).toMatchObject({
      repository: { type: 'git', url: `git+${address}.git` },
      homepage: `${address}#readme`,
      bugs: { url: `${address}/issues` },
      version,
    });
    expect(files.map(({ path }) => path).filter((path) => /^(\.github|\.ci|scripts)\//.test(path))).toEqual([]);
    expect(run({ run: 'npm run --silent prepublishOnly' }, place)).toEqual({ status: 0, stderr: '' });
  });

  it('is refused in one sentence while package.json does not say it', () => {
    const stderr =
      'package.json names no repository: publish from CI by pushing a tag, or run "node scripts/repository.js <address>" first\n';
    expect(run({ run: 'npm run --silent prepublishOnly' }, checkout())).toEqual({ status: 1, stderr });
  });
});

describe('scripts/repository.js', () => {
  const write = (place: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/repository.js', ...args], { cwd: place, encoding: 'utf8' });
    return { status, stderr };
  };

  it('changes nothing else, and nothing at all the second time', () => {
    const place = checkout();
    const before = manifestOf(place);
    expect(write(place, `${address}.git/`)).toEqual({ status: 0, stderr: '' });
    const after = readFileSync(join(place, 'package.json'), 'utf8');
    expect(JSON.parse(after)).toMatchObject(before);
    expect(write(place, address)).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(place, 'package.json'), 'utf8')).toBe(after);
  });

  it.each([
    '',
    'shop/wabot',
    'http://github.com/shop/wabot',
    'git@github.com:shop/wabot.git',
    'https://github.com',
    'https://github.com/shop',
    'https://me:secret@github.com/shop/wabot',
    'https://github.com/shop/wabot?tab=readme',
  ])('refuses %j', (wrong) => {
    const place = checkout();
    const before = manifestOf(place);
    const stderr = 'That is no https address of a repository; one looks like https://github.com/you/wabot\n';
    expect(write(place, wrong)).toEqual({ status: 1, stderr });
    expect(manifestOf(place)).toEqual(before);
  });

  it.each(['github:another/wabot', { type: 'git', url: 'git+https://github.com/another/wabot.git' }])(
    'keeps a package.json that names %j',
    (repository) => {
      const place = checkout({ repository });
      expect(write(place, address)).toEqual({ status: 1, stderr: 'package.json already names another repository\n' });
      expect(manifestOf(place)).toMatchObject({ repository });
    },
  );
});

import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { useFolder } from './folder.ts';

interface Step {
  name?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  env?: Record<string, string>;
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

interface Job {
  'runs-on': string;
  'timeout-minutes': number;
  needs?: string;
  permissions?: Record<string, string>;
  steps: Step[];
}

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const workflow = (name: string): Workflow =>
  parse(read(`.github/workflows/${name}.yml`), { strict: true, uniqueKeys: true }) as Workflow;
const { version, publishConfig } = JSON.parse(read('package.json')) as {
  version: string;
  publishConfig: object;
};
const address = 'https://github.com/shop/wabot';
const folder = useFolder();

/** What a job's runner gives to its steps. */
const given = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'shop/wabot',
  GITHUB_REF_NAME: `v${version}`,
};

/** A copy of what the steps touch, as if no address were known yet; `change` is made to its package.json. */
function checkout(change: object = {}): string {
  const place = mkdtempSync(join(folder(), 'checkout-'));
  for (const path of ['scripts', 'bin', 'docs', 'README.md', 'Dockerfile', 'compose.yaml'])
    cpSync(join(root, path), join(place, path), { recursive: true });
  const {
    repository: _,
    homepage: __,
    bugs: ___,
    ...manifest
  } = JSON.parse(read('package.json')) as Record<string, unknown>;
  writeFileSync(join(place, 'package.json'), JSON.stringify({ ...manifest, ...change }));
  return place;
}

/** Runs a step as the runner does, in such a copy; `sudo` is one that changes nothing. */
function run(
  step: Step | undefined,
  cwd: string,
  env: Record<string, string> = {},
  others: Record<string, string> = {},
) {
  const programs = mkdtempSync(join(folder(), 'programs-'));
  for (const [name, script] of Object.entries({ sudo: 'exec "$@"', ...others })) {
    writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(programs, name), 0o755);
  }
  const PATH = [programs, dirname(process.execPath), process.env['PATH']].join(':');
  const options = {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...given, ...env, PATH },
  } as const;
  const { status, stderr } = spawnSync(
    'bash',
    ['-e', '-o', 'pipefail', '-c', step?.run ?? 'exit 99'],
    options,
  );
  return { status, stderr };
}

function manifestOf(place: string): object {
  return JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as object;
}

const { check, publish, release } = workflow('publish').jobs;
const checking = check?.steps ?? [];
const [, , tagStep, sourcesStep, imagesStep, needsStep, , packStep] = checking;

/** GitHub's own actions, each by the commit of a version that the comment names. */
const pinned =
  /^ +- uses: actions\/(checkout|setup-node|upload-artifact|download-artifact)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const usesLines = ['ci', 'publish'].flatMap((name) =>
  read(`.github/workflows/${name}.yml`)
    .split('\n')
    .filter((line) => line.includes('uses:')),
);

describe.each(['ci', 'publish'])('the workflow %s', (name) => {
  const { jobs, permissions } = workflow(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('reads the sources and no more, unless a job says so, within an hour', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs))
      expect(job).toMatchObject({ 'runs-on': 'ubuntu-latest', 'timeout-minutes': 60 });
  });

  it('takes the sources, the Node of the container, and what only the tests need, then runs every check', () => {
    const [, node = ''] = /^FROM node:(\d+)-slim(?:@|$)/m.exec(read('Dockerfile')) ?? [];
    expect(steps[0]?.uses).toMatch(/^actions\/checkout@/);
    expect(steps[1]).toMatchObject({
      uses: expect.stringMatching(/^actions\/setup-node@/) as string,
      with: { 'node-version': Number(node) },
    });
    const lines = steps.map((step) => step.run).filter((line) => line !== undefined);
    const order = ['sudo env "PATH=$PATH" node scripts/test-needs.js', 'bash .ci/run'].map((line) =>
      lines.indexOf(line),
    );
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it("holds no secret, no address of a registry and nothing of others but GitHub's own actions", () => {
    expect(read(`.github/workflows/${name}.yml`)).not.toMatch(/secrets\.|registry|https?:/);
  });
});

it('actions are pinned by commit, each to one commit', () => {
  expect(usesLines.filter((line) => !pinned.test(line))).toEqual([]);
  const commits = new Map(usesLines.map((line) => [line.split('@')[0], line]));
  expect(usesLines.filter((line) => commits.get(line.split('@')[0] ?? '') !== line)).toEqual([]);
});

it('every push and every pull request is checked', () => {
  expect(workflow('ci').on).toEqual({ push: { branches: ['**'] }, pull_request: null });
});

describe('publishing', () => {
  it('begins with a tag, and comes after everything else', () => {
    expect(workflow('publish').on).toEqual({ push: { tags: ['v*'] } });
    expect(check?.permissions).toBeUndefined();
    expect(checking.map((step) => step.name ?? step.uses?.split('@')[0] ?? step.run)).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'The tag is the version',
      'Where the sources are',
      'Images are pinned',
      'Programs that only the tests need',
      'Everything that must pass; begins with npm ci',
      'The package, and what is in it',
      'actions/upload-artifact',
    ]);
    expect(checking[0]?.with).toEqual({ 'persist-credentials': false });
    expect(publishConfig).toEqual({ access: 'public', provenance: true });
  });

  it('proves who it is in a job that runs nothing of the repository and nothing that was installed', () => {
    expect(publish).toMatchObject({ needs: 'check', permissions: { 'id-token': 'write' } });
    expect(publish?.steps.map((step) => step.uses?.split('@')[0] ?? step.run)).toEqual([
      'actions/setup-node',
      'actions/download-artifact',
      'npm publish --ignore-scripts ./wabot-*.tgz',
    ]);
    expect(release).toMatchObject({ needs: 'publish', permissions: { contents: 'write' } });
    expect(release?.steps.some(({ uses = '' }) => uses.includes('checkout'))).toBe(false);
  });

  it('hands on the package and a bill of what is installed with it', () => {
    const place = checkout({ scripts: {} });
    cpSync(join(root, 'package-lock.json'), join(place, 'package-lock.json'));
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    const npm = `[ "$1" = sbom ] && set -- "$@" --package-lock-only; exec ${execFileSync('which', ['npm'], { encoding: 'utf8' }).trim()} "$@"`;
    expect(run(packStep, place, {}, { npm }).status).toBe(0);
    expect(readdirSync(join(place, 'release')).sort()).toEqual([
      'sbom.cdx.json',
      `wabot-${version}.tgz`,
    ]);
    const bill = JSON.parse(readFileSync(join(place, 'release/sbom.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    const names = bill.components.map(({ name }) => name);
    expect(names).toContain('openai');
    expect(names).not.toContain('vitest');
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
    expect(
      files.map(({ path }) => path).filter((path) => /^(\.github|\.ci|scripts)\//.test(path)),
    ).toEqual([]);
    expect(run({ run: 'npm run --silent prepublishOnly' }, place)).toEqual({
      status: 0,
      stderr: '',
    });
  });

  it('is refused in one sentence while package.json does not say it', () => {
    const stderr =
      'package.json names no repository: publish from CI by pushing a tag, or run "node scripts/repository.js <address>" first\n';
    expect(run({ run: 'npm run --silent prepublishOnly' }, checkout())).toEqual({
      status: 1,
      stderr,
    });
  });
});

describe('scripts/pin-images.js', () => {
  const digest = `sha256:${'a1'.repeat(32)}`;
  const images = (place: string): string[] =>
    ['Dockerfile', 'compose.yaml'].flatMap((name) =>
      [...readFileSync(join(place, name), 'utf8').matchAll(/^(?:FROM | +image: )(\S+)/gm)].map(
        ([, image = '']) => image,
      ),
    );

  it('pins every image to what its tag means now, and the check passes then only', () => {
    const place = checkout();
    const loose = images(place).map((image) => image.replace(/@.*/, ''));
    for (const name of ['Dockerfile', 'compose.yaml'])
      writeFileSync(
        join(place, name),
        readFileSync(join(place, name), 'utf8').replaceAll(/@sha256:[0-9a-f]{64}/g, ''),
      );
    expect(run(imagesStep, place)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('Not pinned: node:24-slim') as string,
    });
    for (const times of [1, 2]) {
      const docker = `echo "sha256:${String(times).repeat(64)}"`;
      expect(run({ run: 'node scripts/pin-images.js' }, place, {}, { docker })).toMatchObject({
        status: 0,
      });
      expect(images(place)).toEqual(
        loose.map((image) => `${image}@sha256:${String(times).repeat(64)}`),
      );
    }
    expect(run(imagesStep, place)).toEqual({ status: 0, stderr: '' });
  });

  it('changes nothing where docker does not know', () => {
    const place = checkout();
    const before = images(place);
    expect(
      run({ run: 'node scripts/pin-images.js' }, place, {}, { docker: 'echo no' }).status,
    ).toBe(1);
    expect(
      run({ run: 'node scripts/pin-images.js' }, place, {}, { docker: `echo ${digest}; exit 1` })
        .status,
    ).toBe(1);
    expect(images(place)).toEqual(before);
  });
});

describe('scripts/repository.js', () => {
  const write = (place: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/repository.js', ...args], {
      cwd: place,
      encoding: 'utf8',
    });
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
    const stderr =
      'That is no https address of a repository; one looks like https://github.com/you/wabot\n';
    expect(write(place, wrong)).toEqual({ status: 1, stderr });
    expect(manifestOf(place)).toEqual(before);
  });

  it.each([
    'github:another/wabot',
    { type: 'git', url: 'git+https://github.com/another/wabot.git' },
  ])('keeps a package.json that names %j', (repository) => {
    const place = checkout({ repository });
    expect(write(place, address)).toEqual({
      status: 1,
      stderr: 'package.json already names another repository\n',
    });
    expect(manifestOf(place)).toMatchObject({ repository });
  });
});

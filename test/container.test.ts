import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/plugins/index.ts';
import { coreSettings } from '../src/core/assembly/core-settings.ts';
import { redisSettings } from '../src/plugins/redis/settings.ts';
import { wabot } from './cli.ts';
import { useFolder } from './folder.ts';

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const known = new Set(
  [...coreSettings(builtIn).map(({ settings }) => settings), redisSettings].flatMap((table) =>
    Object.values(table).map(({ env }) => env),
  ),
);
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));

/** The last instruction of a name, without the name. */
function instruction(name: string): string {
  return instructions.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
}

describe('the Dockerfile', () => {
  it('is valid', () => {
    expect(validate(read('Dockerfile'))).toEqual([]);
    expect(
      validate(read('Dockerfile').replace('WORKDIR /data', 'WORKDIRS /data')).map(
        ({ message }) => message,
      ),
    ).toEqual(['Unknown instruction: WORKDIRS']);
  });

  it('runs the bot without a shell, as nobody special, from stages of the same Node', () => {
    expect(
      instructions
        .filter((line) => line.startsWith('FROM '))
        .map((line) => line.replace(/@sha256:[0-9a-f]{64}/, '')),
    ).toEqual(['FROM node:24-slim AS build', 'FROM node:24-slim AS ffmpeg', 'FROM node:24-slim']);
    expect(JSON.parse(instruction('ENTRYPOINT'))).toEqual(['node', '/app/bin/run.js']);
    expect(JSON.parse(instruction('CMD'))).toEqual(['serve']);
    expect([instruction('USER'), instruction('VOLUME'), instruction('STOPSIGNAL')]).toEqual([
      'node',
      '/data',
      'SIGTERM',
    ]);
    const names = [...instruction('ENV').matchAll(/(\w+)=/g)].map(([, name = '']) => name);
    expect(
      names.filter((name) => !['NODE_ENV', 'WABOT_TRUST'].includes(name) && !known.has(name)),
    ).toEqual([]);
    // The folder where it starts is its own: a volume with plugins starts after their update.
    expect(instruction('ENV')).toContain(`WABOT_TRUST=${instruction('WORKDIR')}`);
  });

  it('copies what .dockerignore lets through, and nothing secret gets through', () => {
    const rules = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const [first, ...let_through] = rules;
    expect(first).toBe('*');
    expect(
      let_through.every((rule) =>
        /^!(bin|examples|scripts|src|[\w.-]+\.(json|md)|\.npmrc|LICENSE)$/.test(rule),
      ),
    ).toBe(true);
    for (const { path } of let_through.map((rule) => ({ path: rule.slice(1) })))
      expect(() => statSync(join(root, path))).not.toThrow();
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('has a health check that makes of a %i an exit code %i', async (status, code) => {
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/ready' ? status : 404).end(),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await healthCheck((server.address() as AddressInfo).port)).toBe(code);
    server.close();
    await once(server, 'close');
    expect(await healthCheck(1)).toBe(1);
  });
});

/** The exit code of the container's health check. */
async function healthCheck(port: number): Promise<number> {
  const [, command = ''] = / CMD (\[.*\])$/.exec(instruction('HEALTHCHECK')) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' });
  const [code] = (await once(child, 'close')) as [number];
  return code;
}

/** A folder of stand-ins for what changes a system: they only note that they were called. */
function recordingPrograms(folder: string): { programs: string; called: () => string[] } {
  const [programs, notes] = [mkdtempSync(join(folder, 'programs-')), join(folder, 'called')];
  writeFileSync(notes, '');
  for (const program of ['apt-get', 'install', 'ln']) {
    writeFileSync(join(programs, program), `#!/bin/sh\necho "${program} $*" >> '${notes}'\n`);
    chmodSync(join(programs, program), 0o755);
  }
  return { programs, called: () => readFileSync(notes, 'utf8').split('\n').filter(Boolean) };
}

/** Runs a step with those stand-ins before the real programs. */
function runStep(folder: string, name: string, ...args: string[]) {
  const { programs, called } = recordingPrograms(folder);
  const PATH = `${programs}:${process.env['PATH']}`;
  const script = join(root, 'scripts/container', name);
  const { status, stdout, stderr } = spawnSync('sh', [script, ...args], {
    encoding: 'utf8',
    env: { PATH },
  });
  return { status, stdout, stderr, called: called() };
}

/** How large a folder is on the disk. */
function megabytes(folder: string): number {
  return Number.parseInt(spawnSync('du', ['-sk', folder], { encoding: 'utf8' }).stdout, 10) / 1024;
}

/** Whether the guide's size of a part of the image ("wabot", "the packages …") is right within a fifth; otherwise both sizes. */
function documentedSize(part: string, real: number): string {
  const row = new RegExp(`^\\| (?:the )?${part}\\b.*\\| (\\d+) MB \\|$`, 'm').exec(
    read('docs/deployment.md'),
  );
  const documented = Number(row?.[1]);
  return Math.abs(documented - real) < real / 5
    ? 'right'
    : `${documented} instead of ${real.toFixed(1)}`;
}

describe("the container's steps", () => {
  const folder = useFolder();

  it.each(['assemble.sh', 'ffmpeg.sh', 'system.sh'])(
    '%s is understood by a shell and refuses what it does not know',
    (name) => {
      const script = join(root, 'scripts/container', name);
      expect(spawnSync('sh', ['-n', script]).status).toBe(0);
      expect(spawnSync('sh', [script, 'perhaps'], { encoding: 'utf8' })).toMatchObject({
        status: 2,
      });
    },
  );

  it('prepare the system', () => {
    const expected = [
      'install -d -o node -g node -m 0700 /data',
      'ln -sf /app/bin/run.js /usr/local/bin/wabot',
    ];
    expect(runStep(folder(), 'system.sh')).toMatchObject({ status: 0, called: expected });
  });

  it('leave ffmpeg out when told so', () => {
    const target = join(folder(), 'without');
    expect(runStep(folder(), 'ffmpeg.sh', 'false', target)).toMatchObject({
      status: 0,
      stdout: '',
      called: [],
    });
    expect(readdirSync(target)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'take ffmpeg along with the libraries that it loads',
    () => {
      const target = join(folder(), 'with');
      const { status, stdout, called } = runStep(folder(), 'ffmpeg.sh', 'true', target);
      expect({ status, called }).toEqual({
        status: 0,
        called: ['apt-get update', 'apt-get install --yes --no-install-recommends ffmpeg'],
      });
      expect(stdout).toMatch(/^ffmpeg with its libraries: \d+ MB$/m);
      const folders = new Set(
        globSync(join(target, 'usr/lib/**/*.so*')).map((path) => dirname(path)),
      );
      const env = { LD_LIBRARY_PATH: [...folders].join(':') };
      const program = join(target, 'usr/bin/ffmpeg');
      const loaded = spawnSync('ldd', [program], {
        encoding: 'utf8',
        env: { ...env, PATH: process.env['PATH'] },
      }).stdout;
      const elsewhere = [...loaded.matchAll(/=> (\S+)/g)]
        .map(([, path = '']) => path)
        .filter((path) => !path.startsWith(target));
      expect(
        elsewhere.filter(
          (path) => !/\/lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+)\.so\.\d$/.test(path),
        ),
      ).toEqual([]);
      const mp3 = spawnSync(
        program,
        ['-v', 'error', '-i', join(root, 'examples/voice.ogg'), '-f', 'mp3', '-'],
        { env },
      );
      expect({ status: mp3.status, stderr: mp3.stderr.toString() }).toEqual({
        status: 0,
        stderr: '',
      });
      expect(mp3.stdout.length).toBeGreaterThan(1000);
    },
  );

  it(
    'make of the sources a folder that answers, with what is needed and nothing else',
    { timeout: 600_000 },
    async () => {
      const [sources, target] = [join(folder(), 'sources'), join(folder(), 'app')];
      await mkdir(sources);
      const copied = read('.dockerignore').matchAll(/^!(.*)$/gm);
      for (const [, path = ''] of copied)
        await cp(join(root, path), join(sources, path), { recursive: true });
      await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
      const PATH = `${dirname(process.execPath)}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`;
      const script = join(sources, 'scripts/container/assemble.sh');
      const { status, stderr } = spawnSync('sh', [script, sources, target], {
        encoding: 'utf8',
        env: { ...process.env, PATH },
      });
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const names = await readdir(target);
      const expected = [
        'CHANGELOG.md',
        'LICENSE',
        'bin',
        'dist',
        'examples',
        'node_modules',
        'oclif.manifest.json',
        'package.json',
      ];
      expect(names.toSorted()).toEqual(expected);
      const packages = await readdir(join(target, 'node_modules'));
      expect(packages).toEqual(
        expect.arrayContaining(['openai', 'ioredis', 'undici', 'csv-parse', 'mammoth', 'unpdf']),
      );
      expect(
        packages.filter((name) => ['typescript', 'vitest', 'node', 'ffmpeg-static'].includes(name)),
      ).toEqual([]);
      const files = globSync('node_modules/**/*', { cwd: target });
      expect(
        files.filter((path) => /\.(map|[mc]?ts)$|(?<!licen[cs]e)\.md$|\/coverage\//i.test(path)),
      ).toEqual([]);
      expect(files.filter((path) => /\/licen[cs]e/i.test(path)).length).toBeGreaterThan(100);
      const packagesSize = megabytes(join(target, 'node_modules'));
      expect(documentedSize('packages', packagesSize)).toBe('right');
      expect(documentedSize('wabot', megabytes(target) - packagesSize)).toBe('right');
      chmodSync(target, 0o555);
      const { code, stdout } = await wabot(['dev', '--offline', '--say', 'Where are you?'], {
        program: join(target, 'bin/run.js'),
      });
      chmodSync(target, 0o755);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('[sandbox]') as string,
      });
    },
  );
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreSettings } from '../src/core/core-settings.ts';
import { redisSettings } from '../src/plugins/redis/settings.ts';
import { wabot } from './cli.ts';
import { useFolder } from './folder.ts';
import { readYaml } from './yaml.ts';

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const known = new Set(
  [...coreSettings.map(({ settings }) => settings), redisSettings].flatMap((table) => Object.values(table).map(({ env }) => env)),
);
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line));

/** The last instruction of a name, without the name. */
function instruction(name: string): string {
  return instructions.findLast((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
}

describe('the Dockerfile', () => {
  it('runs the bot without a shell, as nobody special, from two stages of the same Node', () => {
    expect(instructions.filter((line) => line.startsWith('FROM '))).toEqual(['FROM node:24-slim AS build', 'FROM node:24-slim']);
    expect(JSON.parse(instruction('ENTRYPOINT'))).toEqual(['node', '/app/bin/run.js']);
    expect(JSON.parse(instruction('CMD'))).toEqual(['serve']);
    expect([instruction('USER'), instruction('VOLUME'), instruction('STOPSIGNAL')]).toEqual(['node', '/data', 'SIGTERM']);
    const names = [...instruction('ENV').matchAll(/(\w+)=/g)].map(([, name = '']) => name);
    expect(names.filter((name) => name !== 'NODE_ENV' && !known.has(name))).toEqual([]);
  });

  it('copies what .dockerignore lets through, and nothing secret gets through', () => {
    const rules = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const [first, ...let_through] = rules;
    expect(first).toBe('*');
    expect(let_through.every((rule) => /^!(bin|examples|scripts|src|[\w.-]+\.(json|md)|\.npmrc|LICENSE)$/.test(rule))).toBe(true);
    for (const { path } of let_through.map((rule) => ({ path: rule.slice(1) })))
      expect(() => statSync(join(root, path))).not.toThrow();
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('has a health check that makes of a %i an exit code %i', async (status, code) => {
    const server = createServer((request, response) => response.writeHead(request.url === '/ready' ? status : 404).end());
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

describe("the container's steps", () => {
  const folder = useFolder();

  it.each(['assemble.sh', 'system.sh'])('%s is understood by a shell and refuses what it does not know', (name) => {
    const script = join(root, 'scripts/container', name);
    expect(spawnSync('sh', ['-n', script]).status).toBe(0);
    expect(spawnSync('sh', [script, 'perhaps'], { encoding: 'utf8' })).toMatchObject({ status: 2 });
  });

  it('make of the sources a folder that answers, with what is needed and nothing else', { timeout: 600_000 }, async () => {
    const [sources, target] = [join(folder(), 'sources'), join(folder(), 'app')];
    await mkdir(sources);
    const copied = read('.dockerignore').matchAll(/^!(.*)$/gm);
    for (const [, path = ''] of copied) await cp(join(root, path), join(sources, path), { recursive: true });
    await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
    const PATH = `${dirname(process.execPath)}:${join(root, 'node_modules/.bin')}:${process.env['PATH']}`;
    const script = join(sources, 'scripts/container/assemble.sh');
    const { status, stderr } = spawnSync('sh', [script, sources, target], { encoding: 'utf8', env: { ...process.env, PATH } });
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
    expect(packages).toEqual(expect.arrayContaining(['openai', 'ioredis', 'undici']));
    expect(packages.filter((name) => ['typescript', 'vitest', 'node', 'ffmpeg-static'].includes(name))).toEqual([]);
    chmodSync(target, 0o555);
    const { code, stdout } = await wabot(['dev', '--offline', '--say', 'Where are you?'], {
      program: join(target, 'bin/run.js'),
    });
    chmodSync(target, 0o755);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('[sandbox]') as string });
  });
});

describe('compose.yaml', () => {
  const [file] = readYaml(read('compose.yaml')) as [Record<string, Record<string, Record<string, unknown>>>];
  const { bot = {}, redis = {} } = file?.['services'] ?? {};

  it('runs the bot and a Redis that keeps what it took, both confined', () => {
    for (const service of [bot, redis]) {
      expect(service).toMatchObject({ restart: 'unless-stopped', read_only: 'true', cap_drop: ['ALL'] });
      for (const limit of ['mem_limit', 'cpus', 'pids_limit']) expect(service).toHaveProperty(limit);
    }
    expect(redis['command']).toEqual(['redis-server', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
    expect(redis).toHaveProperty('healthcheck');
    expect(bot['depends_on']).toEqual({ redis: { condition: 'service_healthy' } });
  });

  it('names settings and volumes that exist', () => {
    expect(Object.keys(bot['environment'] as object).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(file?.['volumes'] ?? {})).toEqual(['data', 'redis']);
    expect([bot['volumes'], redis['volumes']].flat()).toEqual(expect.arrayContaining(['data:/data', 'redis:/data']));
  });

  it('gives the bot more time to stop than it takes', () => {
    const seconds = Number.parseInt(String(bot['stop_grace_period']), 10);
    const drain = coreSettings.flatMap(({ settings }) => Object.values(settings)).find(({ env }) => env === 'WABOT_DRAIN_MS');
    // Once for the answers under way, once for the replies.
    expect(seconds * 1000).toBeGreaterThan(2 * Number(drain?.fallback));
  });
});

describe('docs/kubernetes.yaml', () => {
  const documents = readYaml(read('docs/kubernetes.yaml')) as Record<string, unknown>[];
  const [deployment, service, budget] = documents;

  it('holds a deployment, a service and a disruption budget that belong together', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget']);
    const labels = { 'app.kubernetes.io/name': 'wabot' };
    expect(deployment).toMatchObject({
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { securityContext: { runAsNonRoot: 'true' } } },
      },
    });
    expect(service).toMatchObject({ spec: { selector: labels, ports: [{ targetPort: 'http' }] } });
    expect(budget).toMatchObject({ spec: { selector: { matchLabels: labels } } });
  });

  it('asks the bot where it answers, and takes the address of Redis from a secret', () => {
    const container = (deployment as { spec: { template: { spec: { containers: unknown[] } } } }).spec.template.spec
      .containers[0];
    expect(container).toMatchObject({
      livenessProbe: { httpGet: { path: '/health', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
      securityContext: { readOnlyRootFilesystem: 'true', allowPrivilegeEscalation: 'false' },
    });
    const { env } = container as { env: { name: string; valueFrom?: unknown }[] };
    expect(env.find(({ name }) => name === 'REDIS_URL')?.valueFrom).toEqual({
      secretKeyRef: { name: 'wabot', key: 'REDIS_URL' },
    });
    expect(env.map(({ name }) => name).filter((name) => name !== 'PROMPT_FILE' && !known.has(name))).toEqual([]);
  });
});

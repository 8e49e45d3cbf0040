import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtIn } from '../src/plugins/index.ts';
import { coreSettings } from '../src/core/assembly/core-settings.ts';
import { settings as channelSettings } from '../src/plugins/channel/green-api/settings.ts';
import { redisSettings } from '../src/plugins/redis/settings.ts';
import { useFolder } from './folder.ts';

interface Service extends Record<string, unknown> {
  environment?: Record<string, string>;
  volumes?: unknown[];
  tmpfs?: string[];
  stop_grace_period?: string;
}

const root = dirname(import.meta.dirname);
const path = join(root, 'compose.yaml');
const text = readFileSync(path, 'utf8');
const file = parse(text, { strict: true, uniqueKeys: true }) as {
  services: Record<'bot' | 'redis', Service>;
  volumes: object;
};
const { bot, redis } = file.services;
const settings = [
  ...Object.values(channelSettings),
  ...coreSettings(builtIn).flatMap((group) => Object.values(group.settings)),
  ...Object.values(redisSettings),
];
const folder = useFolder();

/** What the linter of compose files says, errors and warnings alike, with all its rules. */
function findings(compose: string): string[] {
  const written = join(mkdtempSync(join(folder(), 'compose-')), 'compose.yaml');
  writeFileSync(written, compose);
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  const results = linter.lintFiles([written], false) as { messages: { rule: string }[] }[];
  return results.flatMap(({ messages }) => messages.map(({ rule }) => rule));
}

describe('compose.yaml', () => {
  it('has nothing that its linter finds fault with', () => {
    expect(findings(text)).toEqual([]);
  });

  it.each([
    [
      'a word that compose does not know',
      'restart: unless-stopped',
      'restarts: unless-stopped',
      'invalid-schema',
    ],
    [
      'a port that all the world reaches',
      '127.0.0.1:8000:8000',
      '8000:8000',
      'no-unbound-port-interfaces',
    ],
    [
      'an image that may be another one tomorrow',
      'redis:8',
      'redis',
      'service-image-require-explicit-tag',
    ],
  ])('would not get by with %s', (_, right, wrong, rule) => {
    expect(text).toContain(right);
    expect(findings(text.replace(right, wrong))).toContain(rule);
  });

  it('runs the bot and a Redis that keeps what it took, both confined', () => {
    for (const service of [bot, redis]) {
      expect(service).toMatchObject({
        restart: 'unless-stopped',
        read_only: true,
        cap_drop: ['ALL'],
      });
      for (const limit of ['mem_limit', 'cpus', 'pids_limit'])
        expect(service).toHaveProperty(limit);
    }
    expect(redis['command']).toEqual([
      'redis-server',
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ]);
    expect(redis).toHaveProperty('healthcheck');
    expect(bot['depends_on']).toEqual({ redis: { condition: 'service_healthy' } });
    expect(bot.tmpfs).toEqual(['/tmp']);
  });

  it('names settings and volumes that exist', () => {
    const known = new Set(settings.map(({ env }) => env));
    expect(Object.keys(bot.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(file.volumes)).toEqual(['data', 'redis']);
    expect([bot.volumes, redis.volumes].flat()).toEqual(
      expect.arrayContaining(['data:/data', 'redis:/data']),
    );
  });

  it('gives the bot more time to stop than it takes', () => {
    const seconds = Number.parseInt(bot.stop_grace_period ?? '', 10);
    const drain = settings.find(({ env }) => env === 'WABOT_DRAIN_MS');
    // Once for the answers under way, once for the replies.
    expect(seconds * 1000).toBeGreaterThan(2 * Number(drain?.default));
  });
});

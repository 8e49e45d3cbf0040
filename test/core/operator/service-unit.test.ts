import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord, systemdUnit } from '../../../src/core/operator/service-unit.ts';

const unit = {
  node: '/usr/bin/node',
  program: '/opt/wabot/bin/run.js',
  folder: '/srv/shop',
  user: 'wabot',
  memory: '512M',
  polls: false,
  drainMs: 20_000,
  writable: ['/srv/shop/data'],
};
const lines = (changed: Partial<typeof unit> = {}): string[] =>
  systemdUnit({ ...unit, ...changed }).split('\n');

it.each(['shop', '/srv/my shop', "the owner's", `"$HOME" \`id\` \\ ; & *`, '100%', "''", ' '])(
  'one word for a shell is that word: %j',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(
      text,
    );
  },
);

it('a word that a shell leaves alone is written as it is', () => {
  expect(shellWord('/srv/shop-1/user@host:2.0_a')).toBe('/srv/shop-1/user@host:2.0_a');
});

describe('a unit of systemd', () => {
  it('is as it stands in wabot.service', async () => {
    await expect(systemdUnit(unit)).toMatchFileSnapshot('wabot.service');
  });

  it.each([
    ['/srv/my shop', '"/srv/my shop"'],
    ['/srv/a"b', String.raw`"/srv/a\"b"`],
    ["/srv/a'b", `"/srv/a'b"`],
    [String.raw`/srv/a\b`, String.raw`"/srv/a\\b"`],
    ['/srv/100%', '/srv/100%%'],
  ])('names %s as one word, which nothing is replaced in', (path, word) => {
    expect(lines({ writable: [path] })).toContain(`ReadWritePaths=${word}`);
    expect(lines({ program: path }).find((line) => line.startsWith('ExecStart='))).toBe(
      `ExecStart=/usr/bin/node ${word} serve`,
    );
  });

  it('names a program with a dollar, and its folder, as they are', () => {
    expect(lines({ program: '/opt/$x' })).toContain('ExecStart=/usr/bin/node /opt/$$x serve');
    expect(lines({ folder: '/srv/100% tea' })).toEqual(
      expect.arrayContaining([
        'WorkingDirectory=/srv/100%% tea',
        'Environment="WABOT_TRUST=/srv/100%% tea"',
      ]),
    );
  });

  it.each(['node', 'program', 'folder'] as const)(
    'lets the bot read homes only where its %s is in one',
    (part) => {
      expect(lines()).toContain('ProtectHome=yes');
      expect(lines({ [part]: '/home/shop/x' })).toContain('ProtectHome=read-only');
    },
  );

  it('lets the bot read homes where it writes in one', () => {
    expect(lines({ writable: ['/var/lib/wabot', '/root/data'] })).toContain(
      'ProtectHome=read-only',
    );
  });
});

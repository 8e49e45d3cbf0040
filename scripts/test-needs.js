// Before the tests: brings programs that only the tests need, where it can, and says what is missing. Never fails.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const minute = 60_000;

/** Programs, their Debian packages, and what the tests do without them. */
const needs = [
  { program: 'ffmpeg', debian: 'ffmpeg', without: 'the tests that convert audio fail' },
  {
    program: 'redis-server',
    debian: 'redis-server',
    without: 'the tests that need a real Redis fail',
  },
  { program: 'chromium', debian: 'chromium', without: 'the owner’s page is not tested' },
  { program: 'openssl', debian: 'openssl', without: 'the tests of Redis behind TLS fail' },
];

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/** True when apt-get did it; its output is shown only when it did not. */
function aptGet(args, timeout) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = [
    '-qq',
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'DPkg::Lock::Timeout=60',
    '-o',
    'Acquire::Retries=2',
  ];
  const { status, stderr, error } = spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout,
  });
  if (status === 0) return true;
  console.error(`apt-get ${args[0]}: ${error?.message ?? stderr.trim()}`);
  return false;
}

function install(missing) {
  const packages = missing.map(({ debian }) => debian);
  console.error(`Installing what only the tests need: ${packages.join(', ')}`);
  aptGet(['update'], 2 * minute);
  for (const name of packages)
    aptGet(['install', '--yes', '--no-install-recommends', name], 4 * minute);
}

function report(missing) {
  const rule = '!'.repeat(100);
  const lines = missing.map(
    ({ program, debian, without }) =>
      `  ${program} is not installed (Debian: apt-get install ${debian}): ${without}.`,
  );
  console.error(
    [rule, 'Some programs that the tests need could not be installed:', ...lines, rule].join('\n'),
  );
}

const missing = needs.filter(({ program }) => !onPath(program));
if (missing.length > 0 && onPath('apt-get') && process.getuid?.() === 0) install(missing);
const stillMissing = missing.filter(({ program }) => !onPath(program));
if (stillMissing.length > 0) report(stillMissing);

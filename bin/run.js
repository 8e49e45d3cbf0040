#!/usr/bin/env node
// Old syntax only: a Node that is too old must still understand this file to say what is wrong.
const running = process.versions.node;
const root = new URL('..', import.meta.url);

function refuse(reason) {
  console.error(reason);
  process.exitCode = 3;
}

/**
 * Starts a bot that runs for months in the same process again, with an engine that holds little memory: new objects get 32 MB
 * instead of 128, old ones are looked through when they have grown by half instead of to four times as many, the HTTP parser,
 * a small WebAssembly module, is not optimised for nine, and threads share what the C library holds back. Windows cannot do
 * this.
 */
function startThrifty() {
  const flags = ['--max-semi-space-size=16', '--heap-growing-percent=50', '--liftoff-only'];
  // One small buffer in use holds its whole slab; Node takes slabs of 64 KB.
  Buffer.poolSize = 8 * 1024;
  if (process.platform === 'win32' || process.execArgv.indexOf('--liftoff-only') >= 0) return;
  const environment = Object.assign({ MALLOC_ARENA_MAX: '1' }, process.env);
  process.execve(
    process.execPath,
    [process.execPath].concat(flags, process.execArgv, process.argv.slice(1)),
    environment,
  );
}

function isThere(file) {
  return process.getBuiltinModule('fs').existsSync(file);
}

if (Number(running.split('.')[0]) < 24) {
  refuse(
    'wabot needs Node 24 or newer and was started by Node ' +
      running +
      ': install the current one from https://nodejs.org; in a clone of wabot, start it with "npx wabot" after "npm ci".',
  );
} else if (!isThere(new URL('oclif.manifest.json', root))) {
  refuse(
    'wabot is not built: run "npm run build" in ' +
      process.getBuiltinModule('url').fileURLToPath(root),
  );
} else {
  if (process.argv[2] === 'serve') startThrifty();
  // A command starts sooner with the cache; a bot that runs for months does not need the 3 MB that it holds.
  if (process.argv[2] !== 'serve') process.getBuiltinModule('module').enableCompileCache();
  void import('../dist/cli/own-modules.js')
    .then(function (own) {
      own.shortenOwnImports();
      const owners = isThere('package.json') ? import('../dist/cli/plugin-packages.js') : undefined;
      return Promise.all([import('@oclif/core/execute'), owners]);
    })
    .then(function (modules) {
      const args = process.argv.slice(2);
      const line = modules[1]
        ? modules[1].pluginPackages(process.cwd(), args)
        : Promise.resolve({ args: args });
      return line.then(
        function (found) {
          return modules[0].execute({
            args: found.args,
            dir: import.meta.url,
            loadOptions: found.packages,
          });
        },
        function (error) {
          return import('../dist/cli/refused.js').then(function (refused) {
            return refused.endRefused(error, args);
          });
        },
      );
    })
    .then(function () {
      return import('../dist/cli/terminal/signals.js');
    })
    .then(function (signals) {
      signals.leaveSoon();
    });
}

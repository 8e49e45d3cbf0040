#!/usr/bin/env node
// Old syntax only: a Node that is too old must still understand this file to say what is wrong.
import { existsSync } from 'fs';
import { fileURLToPath } from 'url';

const running = process.versions.node;
const root = fileURLToPath(new URL('..', import.meta.url));

function refuse(reason) {
  console.error(reason);
  process.exitCode = 3;
}

if (Number(running.split('.')[0]) < 24) {
  refuse(
    'wabot needs Node 24 or newer and was started by Node ' +
      running +
      ': install the current one from https://nodejs.org; in a clone of wabot, start it with "npx wabot" after "npm ci".',
  );
} else if (!existsSync(root + 'oclif.manifest.json')) {
  refuse('wabot is not built: run "npm run build" in ' + root);
} else {
  void Promise.all([import('node:module'), import('node:v8')])
    .then(function (modules) {
      modules[0].enableCompileCache();
      // Loading code would make the engine hold ten megabytes for ever; 2 is its default again once a bot runs.
      modules[1].setFlagsFromString('--semi-space-growth-factor=1');
      return import('@oclif/core/execute');
    })
    .then(function (oclif) {
      return oclif.execute({ dir: import.meta.url });
    });
}

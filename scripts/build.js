// Makes dist/ and oclif.manifest.json. With --if-possible (npm's `prepare`) an installation never fails because of it;
// with --unchecked, as the tests want it, types are neither checked nor written, in an eighth of the processor time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = root + 'node_modules/typescript/bin/tsc';
const manifest = root + 'oclif.manifest.json';
const bundledNode = root + 'node_modules/node/bin/node';
const oldNode = Number(process.versions.node.split('.')[0]) < 24;

function compile() {
  const how = isUnchecked ? ['--noCheck', '--declaration', 'false'] : [];
  const { status, error } = spawnSync(
    process.execPath,
    [compiler, '-p', 'tsconfig.build.json', ...how],
    { cwd: root, stdio: 'inherit' },
  );
  if (error) throw error;
  if (status !== 0) throw new Error('the sources do not compile');
}

/** All commands as data, so that a start imports only the one that runs. */
async function writeManifest() {
  const { Plugin } = await import('@oclif/core/config');
  const plugin = new Plugin({
    root,
    isRoot: true,
    ignoreManifest: true,
    errorOnManifestCreate: true,
    respectNoCacheDefault: true,
  });
  await plugin.load();
  writeFileSync(manifest, JSON.stringify(plugin.manifest, null, 2) + '\n');
}

async function build() {
  if (!existsSync(compiler)) throw new Error('the compiler is not installed; run "npm ci"');
  if (oldNode) throw new Error('it takes Node 24 or newer, this is Node ' + process.versions.node);
  rmSync(manifest, { force: true });
  rmSync(root + 'dist', { recursive: true, force: true });
  compile();
  const isPlain = (path) => !/\.ts$|tsconfig\.json$/.test(path);
  cpSync(root + 'src', root + 'dist', { recursive: true, filter: isPlain });
  await writeManifest();
}

const ifPossible = process.argv.includes('--if-possible');
const isUnchecked = process.argv.includes('--unchecked');
if (oldNode && existsSync(bundledNode)) {
  process.exitCode =
    spawnSync(bundledNode, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1;
} else if (!ifPossible || existsSync(compiler)) {
  await build().catch((error) => {
    console.error('wabot was not built: ' + error.message);
    if (!ifPossible) process.exitCode = 1;
  });
}

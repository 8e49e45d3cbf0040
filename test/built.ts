import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFromSource } from './program.ts';

const root = dirname(import.meta.dirname);

/** What a build reads. */
const read = ['src/**/*', 'scripts/build.js', 'package.json', 'tsconfig*.json'];

function changedAt(path: string): number {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Builds what the tests start, unless that is newer than everything it is made of. */
export default function build(): void {
  if (isFromSource) return;
  const newest = Math.max(...globSync(read, { cwd: root }).map(changedAt));
  // The build writes the manifest last, and only if all went well.
  if (changedAt('oclif.manifest.json') > newest) return;
  const { status } = spawnSync(process.execPath, ['scripts/build.js', '--unchecked'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The sources do not build, so no command can be tested');
}

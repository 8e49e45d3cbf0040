import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const sources = [
  'src',
  'bin',
  'docs',
  'scripts',
  'examples',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
];

/** What people read in the package. */
export const texts = [
  'README.md',
  'README.ru.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'LICENSE',
  '.env.example',
];

/** Copies what a build needs into a new folder, so that the build disturbs nobody; what is installed is not copied. */
export async function copySources(to: string): Promise<string> {
  await mkdir(to);
  for (const path of [...sources, ...texts])
    await cp(join(root, path), join(to, path), { recursive: true });
  return to;
}

/** Builds such a copy; `said` is all that it printed. */
export function build(folder: string, ...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/build.js', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, said: stdout + stderr };
}

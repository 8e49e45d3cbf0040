import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabot } from './cli.ts';

const root = dirname(import.meta.dirname);
const program = join(root, 'bin/dev.ts');
const recorder = join(import.meta.dirname, 'record-imports.ts');
const { dependencies, optionalDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** What a command may import at its top: oclif, and Keyv, which takes a few milliseconds. The rest waits until it is needed. */
const light = ['@oclif/core', 'keyv'];
const heavy = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !light.includes(name),
);

/** The URLs of everything that the command imported. Without a manifest, oclif imports every command to know them all. */
async function importedBy(args: readonly string[]): Promise<string[]> {
  const { stderr } = await wabot(args, { node: ['--import', recorder], program });
  return JSON.parse(/^imported: (.*)$/m.exec(stderr)?.[1] ?? 'null') as string[];
}

describe('a start', () => {
  it.each([
    ['--version'],
    ['--help'],
    ['serve --help'],
    ['dev --help'],
    ['chat'],
    ['history list'],
    ['outbox list'],
    ['usage'],
    ['logs'],
    ['nonsense'],
  ])('of `wabot %s` imports no heavy package', async (line) => {
    const urls = await importedBy(line.split(' '));
    const packages = heavy.filter((name) =>
      urls.some((url) => url.includes(`/node_modules/${name}/`)),
    );
    expect(packages).toEqual([]);
    expect(urls.filter((url) => url.includes('/src/commands/')).length).toBeGreaterThan(3);
  });

  it('imports no plugin', async () => {
    const urls = await importedBy(['--help']);
    expect(urls.filter((url) => /\/src\/plugins\/[^/]+\//.test(url))).toEqual([]);
  });

  it.each([
    ['server', 'core/server/server.ts', 'part.WebhookServer'],
    ['way out', 'core/network/network.ts', 'part.openNetwork({})'],
  ])('of the %s loads no second undici', (_, file, made) => {
    const module = JSON.stringify(join(root, 'src', file));
    const loaded = `import(${module}).then(async (part) => {
      await ${made};
      console.log(JSON.stringify(process.moduleLoadList));
    })`;
    const modules = JSON.parse(
      execFileSync(process.execPath, ['-e', loaded], { encoding: 'utf8' }),
    ) as string[];
    expect(modules.some((name) => /NativeModule (_http_server|net)$/.test(name))).toBe(true);
    expect(modules.filter((name) => name.includes('undici'))).toEqual([]);
  });
});

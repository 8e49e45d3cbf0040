import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Judge } from '../../scripts/mutants/judge.ts';
import { NearTests } from '../../scripts/mutants/near.ts';
import { pointsOf } from '../../scripts/mutants/points.ts';
import { shuffled } from '../../scripts/mutants/shuffled.ts';
import { Workshop } from '../../scripts/mutants/workshop.ts';
import { useFolder } from '../folder.ts';

const root = dirname(dirname(import.meta.dirname));

function changes(text: string): string[] {
  return pointsOf('src/x.ts', text).map(({ change }) => change);
}

/** What the file is after each change. */
function changed(text: string): string[] {
  return pointsOf('src/x.ts', text).map(
    ({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end),
  );
}

describe('points at which code is changed', () => {
  it.each([
    ['f = (a) => a < 1;', ['f = (a) => a <= 1;', 'f = (a) => a < 2;']],
    ['f = (a) => a === b && c;', ['f = (a) => a === b || c;', 'f = (a) => a !== b && c;']],
    ['if (a) b();', ['if (!(a)) b();', 'if (a) void 0;']],
    [
      'f = async () => { await b(); };',
      ['f = async () => { void 0; };', 'f = async () => { b(); };'],
    ],
    ['function f() { return [a]; }', ['function f() { return undefined; }']],
    ["f(true, 'word');", ['void 0;', "f(false, 'word');", "f(true, '');"]],
  ])('%s', (text, expected) => {
    expect(changed(text).toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    "import a from './a.ts';",
    'const most = 60 * 1000;',
    "export const words = ['a', 'b'];",
    "type A = 'a' | 1;",
    'f = (a = 1) => a ?? 2;',
    'f = { a: b };',
    "f = 'a text for people';",
    "if (process.platform === 'win32') throw a;",
  ])('are none in %s', (text) => {
    expect(changes(text)).toEqual([]);
  });

  it('are taken by the seed alone', () => {
    const things = Array.from({ length: 50 }, (_, index) => index);
    expect(shuffled(things, 7)).toEqual(shuffled(things, 7));
    expect(shuffled(things, 7)).not.toEqual(shuffled(things, 8));
    expect(shuffled(things, 7).toSorted((one, other) => one - other)).toEqual(things);
  });
});

describe('tests near a file', () => {
  it('are those of its own place, then those that import it, in groups', () => {
    const [own = [], next = []] = new NearTests(root).of('src/core/markup/html.ts');
    expect(own).toEqual(['test/core/markup/markup.test.ts']);
    expect(next.length).toBeGreaterThan(0);
    expect(next).not.toContain('test/core/markup/markup.test.ts');
  });

  it('are those that start a command, where none imports what the command does', () => {
    expect(new NearTests(root).of('src/core/migration/open-place.ts').flat()).toContain(
      'test/commands/migrate.test.ts',
    );
  });
});

describe('a change', { timeout: 300_000 }, () => {
  const folder = useFolder();

  it('is noticed where a test holds the code, missed where none does, and undone', async () => {
    const source = 'export const isMore = (one: number, other: number): boolean => one > other;\n';
    const test = (expected: string): string =>
      `import { expect, it } from 'vitest';\nimport { isMore } from '../../src/core/planted.ts';\nit('is', () => { ${expected} });\n`;
    for (const path of ['src/core', 'test/core', 'dist'])
      await mkdir(join(folder(), path), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder(), 'node_modules'));
    await writeFile(join(folder(), 'package.json'), '{ "type": "module" }');
    const config = {
      compilerOptions: { noEmit: true, allowImportingTsExtensions: true, strict: true, types: [] },
      include: ['src'],
    };
    await writeFile(join(folder(), 'tsconfig.json'), JSON.stringify(config));
    const projects = [{ test: { name: 'whatsapp', include: ['test/**/*.test.ts'] } }];
    await writeFile(
      join(folder(), 'vitest.config.js'),
      `export default { test: { projects: ${JSON.stringify(projects)} } };`,
    );
    await writeFile(join(folder(), 'src/core/planted.ts'), source);
    const [point] = pointsOf('src/core/planted.ts', source);
    if (!point) throw new Error('no point');
    const judge = async (expected: string): Promise<string> => {
      await writeFile(join(folder(), 'test/core/planted.test.ts'), test(expected));
      await using workshop = await Workshop.open(folder(), [
        'package.json',
        'tsconfig.json',
        'vitest.config.js',
        'src/core/planted.ts',
        'test/core/planted.test.ts',
      ]);
      const { verdict } = await new Judge(workshop, new NearTests(workshop.folder)).judge(point);
      return verdict;
    };
    expect(await judge('expect(isMore(1, 1)).toBe(false)')).toBe('noticed');
    expect(await judge('expect(isMore(2, 1)).toBe(true)')).toBe('missed');
    expect(await judge('expect(isMore(1, 2)).toBe(true)')).toBe('not judged');
  });
});

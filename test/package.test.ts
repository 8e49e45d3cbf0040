import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, copySources, texts } from './build.ts';
import { wabot, type Ran } from './cli.ts';

const root = dirname(import.meta.dirname);
const recorder = join(import.meta.dirname, 'record-imports.ts');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  files: string[];
  exports: Record<string, string | Record<string, string>>;
  scripts: Record<string, string>;
};

/** A plugin of somebody else, with one mistake that only real types can find. */
const echo = `import { definePlugin, text } from 'wabot/plugin';
import { languages, type Language } from 'wabot/language';
const settings = { greeting: text('ECHO_GREETING', { summary: 'What is said first', default: 'Hi' }) };
export default definePlugin({
  kind: 'model', name: 'echo', summary: 'Repeats', settings,
  async create({ greeting }, { log }) {
    log.info('echo-awake');
    const said: string = greeting;
    const language: Language | undefined = languages[0];
    return { async answer() { return { text: said + String(language), model: 'echo', finish: 'stop', usage: { input: 1, output: 1, cached: 0 } }; } };
  },
});
export const mistake: string = 1;
`;

let folder: string;

/** The files that npm would put into the package. */
function packedIn(cwd: string): string[] {
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd,
    encoding: 'utf8',
  });
  const [{ files } = { files: [] }] = JSON.parse(listing) as { files: { path: string }[] }[];
  return files.map(({ path }) => path);
}

const copy = (name: string): Promise<string> => copySources(join(folder, name));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-package-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a build', () => {
  let built: string;
  let result: ReturnType<typeof build>;
  const run = (args: string[], node: string[] = []): Promise<Ran> =>
    wabot(args, { program: join(built, 'bin/run.js'), node });

  beforeAll(async () => {
    built = await copy('built');
    await symlink(join(root, 'node_modules'), join(built, 'node_modules'));
    result = build(built);
  });

  it('succeeds in silence', () => {
    expect(result).toEqual({ code: 0, said: '' });
  });

  it('is packed with what is needed and nothing else', () => {
    const paths = packedIn(built);
    expect(paths).toEqual(
      expect.arrayContaining([
        'bin/run.js',
        'dist/commands/serve.js',
        'oclif.manifest.json',
        'package.json',
        ...texts,
      ]),
    );
    const expected =
      /^(dist\/.+\.(js|d\.ts|json|bin)|dist\/page\/.+\.(css|html|svg)|docs\/.+\.(md|svg|yaml)|examples\/.+|bin\/run\.js|oclif\.manifest\.json|package\.json)$/;
    expect(paths.filter((path) => !expected.test(path) && !texts.includes(path))).toEqual([]);
    expect(paths.filter((path) => /\.test\.|\.map$/.test(path))).toEqual([]);
  });

  it('has in the package everything that its documents link to', () => {
    const paths = packedIn(built);
    const documents = paths.filter((path) => path.endsWith('.md'));
    expect(documents).toEqual(
      expect.arrayContaining(['README.md', 'README.ru.md', 'docs/kk/quickstart.md']),
    );
    const absent = documents.flatMap((path) => {
      const text = readFileSync(join(built, path), 'utf8').replaceAll(/^ *```[^]*?^ *```/gm, '');
      const targets = [...text.matchAll(/(?:\]\(|src(?:set)?=")([^)"\s#]+)/g)].map(
        ([, target = '']) => target,
      );
      const own = targets
        .filter((target) => !/^(https?|mailto):/.test(target))
        .map((target) => join(dirname(path), target))
        // npm shows those of the repository.
        .filter((target) => !target.startsWith('pictures/'));
      return own.filter((target) => !paths.includes(target)).map((target) => `${path} → ${target}`);
    });
    expect(absent).toEqual([]);
  });

  it('leaves pictures of the owner’s page in the repository, each of at most 100 KB', () => {
    const shown = ['README.md', 'README.ru.md'].flatMap((path) =>
      [...readFileSync(join(root, path), 'utf8').matchAll(/"(pictures\/[^"]+)"/g)].map(
        ([, picture = '']) => picture,
      ),
    );
    expect(shown).toHaveLength(4);
    for (const picture of shown)
      expect([picture, statSync(join(root, picture)).size <= 100_000]).toEqual([picture, true]);
    expect(manifest.files.filter((path) => path.startsWith('pictures'))).toEqual([]);
  });

  it('holds every file that package.json promises', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    const promised = [...targets, ...manifest.files, 'bin/run.js'];
    expect(promised.filter((path) => !existsSync(join(built, path)))).toEqual([]);
  });

  it('runs from a folder of any name', async () => {
    const odd = join(folder, 'сборка 50% of it?');
    for (const part of ['bin', 'dist', 'package.json', 'oclif.manifest.json'])
      await cp(join(built, part), join(odd, part), { recursive: true });
    await symlink(join(root, 'node_modules'), join(odd, 'node_modules'));
    const { code, stdout } = await wabot(['history', 'list', '--json'], {
      program: join(odd, 'bin/run.js'),
    });
    expect({ code, chats: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, chats: {} });
  });

  it('gives the author of a plugin its types', async () => {
    const author = join(folder, 'author');
    await mkdir(join(author, 'node_modules'), { recursive: true });
    await symlink(built, join(author, 'node_modules/wabot'));
    await writeFile(join(author, 'package.json'), '{ "type": "module" }');
    await writeFile(join(author, 'echo.ts'), echo);
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'esnext',
      'echo.ts',
    ];
    const { stdout } = spawnSync(process.execPath, [compiler, ...options], {
      cwd: author,
      encoding: 'utf8',
    });
    expect(stdout.trim()).toMatch(
      /^echo\.ts\(13,14\): error TS2322: Type 'number' is not assignable to type 'string'\.$/,
    );
  });

  it.each([
    [['--version'], []],
    [['--help'], []],
    [['chat'], ['chat']],
    [['serve', '--help'], []],
  ])('imports for %j only the commands %j', async (args, commands) => {
    const { stderr } = await run(args, ['--import', recorder]);
    const urls = JSON.parse(/^imported: (.*)$/m.exec(stderr)?.[1] ?? 'null') as string[];
    const base = pathToFileURL(join(built, 'dist/commands/')).href;
    expect(
      urls.filter((url) => url.startsWith(base)).map((url) => url.slice(base.length, -3)),
    ).toEqual(commands);
  });

  it('says in one sentence what to do when Node is too old', async () => {
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
    const { code, stdout, stderr } = await run(['--version'], ['--import', old]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(
      /^wabot needs Node 24 or newer and was started by Node 20\.20\.2: .*\n$/,
    );
  });
});

describe('without a build', () => {
  it('the command says what to do', async () => {
    const unbuilt = await copy('unbuilt');
    const { code, stderr } = await wabot(['--version'], { program: join(unbuilt, 'bin/run.js') });
    expect(code).toBe(3);
    expect(stderr).toContain('npm run build');
  });

  it('an installation without the compiler goes on in silence, a build does not', async () => {
    const bare = await copy('bare');
    expect(build(bare, '--if-possible')).toEqual({ code: 0, said: '' });
    const { code, said } = build(bare);
    expect(code).toBe(1);
    expect(said).toContain('npm ci');
  });

  it('an installation of sources that do not compile says so and goes on', async () => {
    const broken = await copy('broken');
    await symlink(join(root, 'node_modules'), join(broken, 'node_modules'));
    await rm(join(broken, 'src/core/errors.ts'));
    const { code, said } = build(broken, '--if-possible');
    expect(code).toBe(0);
    expect(said).toContain('wabot was not built');
    expect(build(broken).code).toBe(1);
  });
});

it('bin/run.js is read by an old Node too', async () => {
  const text = await readFile(join(root, 'bin/run.js'), 'utf8');
  expect(text).not.toMatch(
    /\?\?|\?\.|=>\s*\{?\s*await|^\s*await|from 'node:|#\w+\s*[=(;]|\|\|=|&&=|\bstatic \{/m,
  );
});

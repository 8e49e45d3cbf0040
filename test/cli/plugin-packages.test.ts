import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Memory } from '../../src/core/kinds/memory.ts';
import { pluginPackages, type CommandLine } from '../../src/cli/plugin-packages.ts';
import { startGreenApi } from '../../src/sandbox/green-api/index.ts';
import { memorySuite } from '../../src/suites/memory.ts';
import { build, copySources } from '../build.ts';
import { wabot, type Ran } from '../cli.ts';
import { useFolder } from '../folder.ts';

const root = dirname(dirname(import.meta.dirname));
const example = join(root, 'examples/wabot-plugin-echo');
const folder = useFolder();
afterEach(() => void vi.unstubAllEnvs());

/** The owner's folder, with this package.json. */
function project(text: string): string {
  const path = mkdtempSync(join(folder(), 'project-'));
  writeFileSync(join(path, 'package.json'), text);
  return path;
}

/** The same with these packages installed, for anyone who trusts the folder. */
async function loaded(text: string, names: readonly string[] = []): Promise<CommandLine> {
  const path = project(text);
  for (const name of names) {
    mkdirSync(join(path, 'node_modules', name), { recursive: true });
    writeFileSync(join(path, 'node_modules', name, 'package.json'), '{}');
  }
  vi.stubEnv('WABOT_TRUST', path);
  return pluginPackages(path, ['plugins']);
}

describe('the packages of plugins', () => {
  it.each(['wabot-plugin-echo', '@shop/wabot-plugin-echo'])(
    'are loaded where package.json names %s',
    async (name) => {
      const { packages } = await loaded(JSON.stringify({ dependencies: { [name]: '1' } }), [
        name,
        'wabot-plugin-other',
      ]);
      expect(packages).toEqual({
        pluginAdditions: { core: [name], path: expect.any(String) as string },
      });
    },
  );

  it.each([
    '{}',
    '{ "dependencies": { "wabot": "1", "not-wabot-plugin-echo": "1" } }',
    '{ "dependencies": "wabot-plugin-echo" }',
    '{ "devDependencies": { "wabot-plugin-echo": "1" } }',
  ])('are not where it is %s', async (text) => {
    expect(await loaded(text, ['wabot-plugin-echo'])).toEqual({
      args: ['plugins'],
      packages: undefined,
    });
  });

  it('are not where there is no package.json', async () => {
    expect(await pluginPackages(join(folder(), 'absent'), ['plugins'])).toMatchObject({
      packages: undefined,
    });
  });

  it('are passed over with a word where it is no JSON', async () => {
    const { code, stdout, stderr } = await wabot(['plugins'], {
      cwd: project('{ "wabot-plugin-echo": '),
    });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('model/openai') as string,
    });
    expect(stderr).toMatch(/^Warning: \S+package\.json is no valid JSON; [^\n]+\n$/);
  });

  it('that are not installed are named, and the rest works', async () => {
    const cwd = project('{ "dependencies": { "wabot-plugin-absent": "1" } }');
    const { code, stdout, stderr } = await wabot(['plugins'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('model/openai');
    expect(stderr).toContain('wabot-plugin-absent');
  });
});

describe('the memory of the example', async () => {
  const { FolderStore } = (await import(pathToFileURL(join(example, 'folder-store.js')).href)) as {
    FolderStore: new (folder: string) => Memory;
  };
  memorySuite(it, async () => new FolderStore(mkdtempSync(join(folder(), 'chats-'))));
});

describe('the example, installed beside wabot', () => {
  let built: string;
  let cwd: string;

  beforeAll(async () => {
    built = await copySources(join(folder(), 'built'));
    symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
    const { code, said } = build(built);
    if (code !== 0) throw new Error(said);
    cwd = project('{ "private": true }');
    const options = [
      '--offline',
      '--install-links',
      '--legacy-peer-deps',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ];
    execFileSync('npm', ['install', ...options, example], { cwd, encoding: 'utf8' });
    mkdirSync(join(cwd, 'node_modules/@oclif'));
    symlinkSync(built, join(cwd, 'node_modules/wabot'));
    symlinkSync(join(root, 'node_modules/@oclif/core'), join(cwd, 'node_modules/@oclif/core'));
    // Each wabot sees its own packages beside the plugin's.
    for (const program of [join(built, 'bin/run.js'), join(root, 'bin/dev.ts')]) {
      const agreed = await wabot(['plugins', '--trust'], { cwd, program });
      if (agreed.code !== 0) throw new Error(agreed.stderr);
    }
  });

  it('can be held to the suite of its kind from outside', async () => {
    const lines = [
      "import { mkdtempSync } from 'node:fs';",
      "import { it } from 'node:test';",
      "import { memorySuite } from 'wabot/suites';",
      "import { FolderStore } from './node_modules/wabot-plugin-echo/folder-store.js';",
      `memorySuite(it, async () => new FolderStore(mkdtempSync('${join(folder(), 'outside-')}')));`,
    ];
    writeFileSync(join(cwd, 'memory.test.mjs'), lines.join('\n'));
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
    const said = execFileSync(
      process.execPath,
      ['--test', '--test-reporter=tap', 'memory.test.mjs'],
      {
        cwd,
        env,
        encoding: 'utf8',
      },
    );
    expect(said).toMatch(/^# pass [1-9]\d+$/m);
    expect(said).toMatch(/^# fail 0$/m);
  });

  describe.each(['bin/run.js', 'bin/dev.ts'])('with %s', (program) => {
    const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
      wabot(args, {
        cwd,
        program: join(program === 'bin/run.js' ? built : root, program),
        env: { WABOT_DISCLOSURE: 'false', ...env },
      });

    it('is listed with what comes with wabot', async () => {
      const { code, stdout, stderr } = await run(['plugins']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^memory\/folder +wabot-plugin-echo +A file for each chat/m);
      expect(stdout).toMatch(/^model\/openai +wabot /m);
      const { plugins } = JSON.parse((await run(['plugins', '--json'])).stdout) as {
        plugins: object[];
      };
      expect(plugins).toContainEqual({
        kind: 'model',
        name: 'echo',
        summary: 'Repeats what the customer wrote; an example',
        package: 'wabot-plugin-echo',
      });
    });

    it('brings its command with its help', async () => {
      expect(await run(['echo', 'Сәлем'])).toMatchObject({
        code: 0,
        stdout: 'You wrote: Сәлем\n',
        stderr: '',
      });
      expect(JSON.parse((await run(['echo', 'hi', '--json'])).stdout)).toEqual({
        reply: 'You wrote: hi',
      });
      expect((await run(['echo', '--help'])).stdout).toMatch(/^Show what/m);
      expect((await run(['--help'])).stdout).not.toContain('echo');
    });

    it('answers in `wabot dev`, which says so', async () => {
      const { code, stdout, stderr } = await run(['dev', '--say', 'How much is it?'], {
        WABOT_MODEL: 'echo',
      });
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'You wrote: How much is it?\n' });
      expect(stderr).toMatch(/^ {2}Model +echo \(a plugin\)$/m);
    });

    it('answers in `wabot chat` out of its own settings, and its memory keeps the chat', async () => {
      writeFileSync(join(cwd, 'prompt.md'), '# A school\n\nThe course costs 100 tenge.\n');
      const own = { WABOT_MODEL: 'echo', WABOT_MEMORY: 'folder', ECHO_GREETING: 'Repeated:' };
      const data = `kept-by-${program.slice(4)}`;
      const env = { ...own, WABOT_DATA: data, OPENAI_API_KEY: 'for-speech-alone' };
      const { code, stdout } = await run(
        ['chat', '--phone', '77001234567', '--save', 'How much is it?'],
        env,
      );
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'Repeated: How much is it?\n' });
      expect(readdirSync(join(cwd, data, 'chats'))).toHaveLength(1);
      const shown = await run(['history', 'show', '--phone', '77001234567'], env);
      expect(shown.stdout).toContain('Repeated: How much is it?');
      expect((await run(['recent'], env)).stdout).toBe('77001234567@c.us  2\n');
    });

    it('sends from its command through the outbox, in the words of its setting', async () => {
      const greenApi = await startGreenApi({});
      try {
        const env = {
          GREEN_ID_INSTANCE: String(greenApi.idInstance),
          GREEN_API_TOKEN: greenApi.token,
          GREEN_API_URL: greenApi.url,
          ECHO_GREETING: 'Repeated:',
          WABOT_DATA: `sent-by-${program.slice(4)}`,
        };
        const { code, stderr } = await run(['echo', '--phone', '77001234567', 'hi'], env);
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(greenApi.sent.map(({ message }) => message)).toEqual(['Repeated: hi']);
        const wrong = await run(['echo', '--json', 'hi', '--phone', '77001234567'], {});
        expect(wrong.code).toBe(3);
        expect(wrong.stdout).toContain('GREEN_ID_INSTANCE');
      } finally {
        await greenApi.close();
      }
    });
  });
});

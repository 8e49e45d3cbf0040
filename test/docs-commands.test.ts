import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLines, runnable } from './documented-commands.ts';
import { useStage, wrongWith } from './documented-outcomes.ts';

const root = dirname(import.meta.dirname);
const paths = globSync(['docs/**/*.md', 'examples/**/*.md', 'CONTRIBUTING.md'], {
  cwd: root,
  exclude: ['**/node_modules/**'],
});
const documents = paths.map((path) => readFileSync(join(root, path), 'utf8'));

/** Lines that a document marks: they need more than this machine has, such as `# needs Docker`. */
const marked = documents.flatMap((text) =>
  [...text.matchAll(/^ *(\S.*?) +# needs [\w ]+$/gm)].map(([, line = '']) => line),
);

/** Lines that another test runs, and which. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm ci': '.ci/run, in the first line of the README',
  'npm test': 'it is what runs this test',
  'npm install --install-links ./node_modules/wabot/examples/wabot-plugin-echo':
    'plugin-packages.test.ts',
  'WABOT_MODEL=echo npx wabot dev --say "hi"': 'plugin-packages.test.ts',
};
const lines = [...new Set(documents.flatMap(commandLines))];
/** Lines that stand in the READMEs as well, with npx or without, run in readme.test.ts. */
const readmes = ['README.md', 'README.ru.md'].flatMap((path) =>
  commandLines(readFileSync(join(root, path), 'utf8')),
);
const known = new Set(readmes.map(withoutNpx));
const { here, stale } = runnable(
  lines.filter((line) => !marked.includes(line) && !known.has(withoutNpx(line))),
  elsewhere,
);

function withoutNpx(line: string): string {
  return line.replaceAll('npx ', '');
}

function wordsOf(text: string): string {
  return text.split(/\s+/).join(' ').trim();
}

const stage = useStage((world) =>
  world.redis.cli(
    'set',
    'chat_history:77007654321',
    '[{"role": "user", "content": "hi", "timestamp": null}]',
  ),
);

describe('every command line of the guides does what it says, as it stands', () => {
  it.each(here)('%s', async (line) => {
    expect(await wrongWith(stage(), line)).toBeUndefined();
  });

  it('and the picture shows what the first line of the README prints', async () => {
    const picture = readFileSync(join(root, 'docs/terminal.svg'), 'utf8');
    const shown = [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, line = '']) =>
      line.replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
    );
    const [typed = ''] = shown;
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(
      `npm ci && ${typed.replace('$ ', '')}\n`,
    );
    const { stdout } = await stage().shell.run(typed.replace('$ ', ''), {
      cwd: await stage().world.clone(),
      env: { NO_PROXY: '127.0.0.1' },
    });
    const plain = wordsOf(shown.join(' '));
    for (const part of stdout.replaceAll('*', '').split('\n\n'))
      expect(plain).toContain(wordsOf(part));
  });

  it('but for those that are marked, or that another test runs', () => {
    expect(stale).toEqual([]);
    expect(marked.filter((line) => !lines.includes(line))).toEqual([]);
    expect(marked.filter((line) => line.includes('npx wabot'))).toEqual([]);
    expect([lines.length > 60, marked.length > 5]).toEqual([true, true]);
  });
});

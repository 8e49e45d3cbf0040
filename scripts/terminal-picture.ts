// Draws docs/terminal.svg: a real run of the first line of the README. Run it after a change of what `wabot dev` says: npm run docs:picture
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const [, typed = ''] =
  /^```sh\n(?:npm ci && )?(.*)$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];

/** Characters of a line, pixels of a character, of a line, and around it all. */
const columns = 92;
const cell = { width: 8.4, height: 20 };
const edge = 20;

/** What the command prints, words and data in the order in which a terminal shows them. */
function run(): string[] {
  const args = [...typed.replace('npx wabot ', '').matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? word ?? '',
  );
  const command = [join(root, 'bin/dev.ts'), ...args, '--offline'];
  const { status, stdout } = spawnSync(
    'sh',
    ['-c', 'exec "$0" "$@" 2>&1', process.execPath, ...command],
    {
      cwd: root,
      encoding: 'utf8',
      env: plainEnvironment(),
    },
  );
  if (status !== 0) throw new Error(stdout);
  const said = stdout.replaceAll(`${root}/`, '').replaceAll(/^ {2}data .*$/gm, '');
  return said.trimEnd().split('\n').flatMap(wrapped);
}

/** Nothing of the developer's own, so that the picture is the one that everybody sees. */
function plainEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    TMPDIR: process.env['TMPDIR'] ?? '/tmp',
  };
}

function wrapped(line: string): string[] {
  const lines = [''];
  for (const word of line.split(/(?<= )(?=\S)/)) {
    if ((lines.at(-1) ?? '').length + word.trimEnd().length > columns) lines.push('');
    lines.push(`${lines.pop() ?? ''}${word}`);
  }
  return lines;
}

/** As on a terminal: the mark of the sandbox, a heading between stars, and what was heard. */
const styles: readonly (readonly [RegExp, string])[] = [
  [/^\[/, ' class="reply"'],
  [/^\*.*\*$/, ' class="bold"'],
  [/^🎤/u, ' class="heard"'],
];

function text(line: string, index: number): string {
  const escaped = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').trimEnd();
  const style =
    index === 0 ? ' class="typed"' : (styles.find(([pattern]) => pattern.test(line))?.[1] ?? '');
  const shown = escaped.replace(/^\*(.*)\*$/, '$1');
  return `<text${style} x="${edge}" y="${edge + 44 + index * cell.height}" xml:space="preserve">${shown}</text>`;
}

const lines = [`$ ${typed}`, ...run()];
const width = Math.round(columns * cell.width + 2 * edge);
const height = edge + 44 + lines.length * cell.height + edge / 2;
const buttons = ['#ff5f57', '#febc2e', '#28c840'].map(
  (fill, index) => `<circle cx="${edge + index * 20}" cy="20" r="6" fill="${fill}"/>`,
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${typed.replaceAll('"', '&quot;')}">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d7dae0}.typed{fill:#8ce99a}.reply{fill:#74c0fc}.bold{font-weight:bold}.heard{fill:#868e96}</style>
<rect width="${width}" height="${height}" rx="10" fill="#1b1f27" stroke="#59606c"/>
${[...buttons, ...lines.map(text)].join('\n')}
</svg>
`;
writeFileSync(join(root, 'docs/terminal.svg'), svg);

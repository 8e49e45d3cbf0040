import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { commandLines, runnable, synopses, transcripts } from './documented-commands.ts';
import { useStage, wrongWith } from './documented-outcomes.ts';

const root = dirname(import.meta.dirname);
const readmes = ['README.md', 'README.ru.md'].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const commandPages = ['docs/commands.md', 'docs/ru/commands.md'].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const lines = [...new Set(readmes.flatMap(({ text }) => commandLines(text)))];
const config = await Config.load(await fromSource());

/** Lines that are not run here, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  'npm ci && npm test': 'it is what runs this test',
};
const { here, stale } = runnable(lines, elsewhere);

const stage = useStage();

describe('every command line of the READMEs does what it says, as it stands', () => {
  it.each(here)('%s', async (line) => {
    expect(await wrongWith(stage(), line)).toBeUndefined();
  });

  it('and those that are not run are really there', () => {
    expect(stale).toEqual([]);
    expect(here.length).toBeGreaterThan(9);
  });
});

describe.each(readmes)('$path', ({ text }) => {
  it.each(transcripts(text))('shows what `$line` prints', async ({ line, output }) => {
    const ran = await stage().shell.run(line, {
      cwd: await stage().world.clone(),
      env: { NO_PROXY: '127.0.0.1' },
    });
    expect(ran).toMatchObject({ code: 0, stdout: output });
  });

  it('shows a run', () => {
    expect(transcripts(text)).toHaveLength(1);
  });
});

describe.each(commandPages)('$path', ({ text }) => {
  it('lists every command with its arguments and flags', () => {
    const shown = synopses(text).map(partsOf);
    const all = config.commands
      .filter(({ id, aliases }) => !aliases.includes(id))
      .map(partsOfCommand);
    expect(shown.toSorted(byName)).toEqual(all.toSorted(byName));
  });
});

interface Parts {
  name: string;
  required: string[];
  optional: string[];
}

function byName(one: Parts, other: Parts): number {
  return one.name.localeCompare(other.name);
}

/** What a synopsis says: `wabot history show --phone phone [--format text|json|md]`. */
function partsOf(synopsis: string): Parts {
  const optional = [...synopsis.matchAll(/\[([^\]]*)\]/g)].map(
    ([, part = '']) => part.split(' ')[0] ?? '',
  );
  const rest = synopsis
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(/\s+/)
    .filter(Boolean);
  const at = rest.findIndex((word, index) => index > 0 && !/^[a-z][a-z-]*$/.test(word));
  const words = at === -1 ? rest : rest.slice(0, at);
  const required = rest.slice(words.length).filter((word) => /^(?:--|<)/.test(word));
  return {
    name: words.slice(1).join(' '),
    required: required.map((word) => word.replaceAll(/[<>…]/g, '')).toSorted(),
    optional: optional.map((word) => word.replace('…', '')).toSorted(),
  };
}

function partsOfCommand({ id, args, flags }: (typeof config.commands)[number]): Parts {
  const named = [
    ...Object.entries(args).map(([name, { required }]) => ({ name, required })),
    ...Object.entries(flags).flatMap(([name, { required }]) =>
      name === 'json' || name === 'trust' ? [] : [{ name: `--${name}`, required }],
    ),
  ];
  const names = (wanted: boolean): string[] =>
    named
      .filter(({ required = false }) => required === wanted)
      .map(({ name }) => name)
      .toSorted();
  return { name: id.replaceAll(':', ' '), required: names(true), optional: names(false) };
}

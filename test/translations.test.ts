import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { isTranslated, russian } from '../scripts/russian.ts';
import { settingGroups, settingsTable, withTable } from '../scripts/settings-docs.ts';
import { answerPrices } from '../src/plugins/openai/prices.ts';
import { answerCost, speechCost } from './prices.ts';

const root = dirname(import.meta.dirname);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What stands in English under a path, and in Russian. */
interface Pair {
  path: string;
  english: string;
  inRussian: string;
}

/** A page of `docs` in both languages. */
function page(name: string): Pair {
  return {
    path: `docs/${name}.md`,
    english: read(`docs/${name}.md`),
    inRussian: read(`docs/ru/${name}.md`),
  };
}

const readme = { path: 'README.md', english: read('README.md'), inRussian: read('README.ru.md') };
/** Pages for developers, and one that is generated from what commands print. */
const englishOnly = new Set(['json', 'plugins']);
const pages = globSync('docs/*.md', { cwd: root })
  .map((path) => basename(path, '.md'))
  .filter((name) => !englishOnly.has(name))
  .map(page);
const ownersTable = read('src/core/owner-language/ru.json');
const groups = await settingGroups();
const config = await Config.load(await fromSource());
const sources = [...globSync('src/**/*.ts', { cwd: root }), 'bin/run.js'].map(read).join('\n');

/** The rows of a page's tables, without those that only head others. */
function rows(text: string): string[] {
  return text.split('\n').filter((line) => /^\| (?!---|\*\*)/.test(line));
}

/** The rows of a table about commands, by the command and its flags. */
function commandRows(text: string): string[] {
  return rows(text).flatMap((row) => /^\| (`wabot .*?`) \|/.exec(row)?.[1] ?? []);
}

/** Names in code: settings, codes of errors, and commands, each once, in the order of the alphabet. */
function names(text: string): string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [
    ...new Set(
      spans.filter((span) => /^[A-Z_]{4,}(=\S+)?$|^(setup|service)\.|^(npx )?wabot /.test(span)),
    ),
  ].toSorted();
}

describe('every page in both languages', () => {
  it('the READMEs begin with the same two commands', () => {
    const first = (text: string): string | undefined => /```sh\n([^]*?)```/.exec(text)?.[1];
    expect(first(readme.english)?.split('\n')).toHaveLength(3);
    expect(first(readme.inRussian)).toBe(first(readme.english));
  });

  it('name every command with every flag of its own', () => {
    const { english, inRussian } = page('commands');
    const listed = commandRows(english);
    expect(commandRows(inRussian)).toEqual(listed);
    const commands = config.commands.filter(({ id, aliases }) => !aliases.includes(id));
    const missing = commands.flatMap(({ id, flags }) => {
      const words = `wabot ${id.replaceAll(':', ' ')}`;
      const row = listed.find((line) => new RegExp(`^\`${words}(\`| [^a-z])`).test(line));
      const own = Object.keys(flags).filter((flag) => flag !== 'json' && flag !== 'trust');
      return row === undefined
        ? [words]
        : own.filter((flag) => !row.includes(`--${flag}`)).map((flag) => `${words} --${flag}`);
    });
    expect(missing).toEqual([]);
    expect(listed).toHaveLength(commands.length);
  });

  it.each([readme, ...pages])(
    '$path names the same settings, errors and commands throughout',
    ({ english, inRussian }) => {
      expect(names(inRussian)).toEqual(names(english));
    },
  );

  it.each(pages)('$path has as much in Russian as in English', ({ english, inRussian }) => {
    const shape = (text: string): object => ({
      headings: [...text.replaceAll(/^ *```[^]*?^ *```/gm, '').matchAll(/^#+(?= )/gm)].map(String),
      rows: rows(text).length,
      blocks: [...text.matchAll(/^ *```\w+$/gm)].map(([fence]) => fence.trim()),
    });
    expect(shape(inRussian)).toEqual(shape(english));
  });

  it('have a fresh table of settings, in Russian every sentence of it', () => {
    const { inRussian } = page('settings');
    expect(inRussian).toBe(withTable(inRussian, settingsTable(groups, russian)));
    const settings = groups.flatMap((group) => group.settings.map(({ env }) => env));
    expect(settings.filter((env) => !isTranslated(env))).toEqual([]);
  });

  it('name the prices that the bot reckons with', () => {
    const { english, inRussian } = page('costs');
    const usage = { input: 0, cached: 0, output: 0 };
    const million = 1_000_000;
    for (const text of [english, inRussian]) {
      expect(text).toContain(answerPrices.asOf);
      expect(text).toContain(answerPrices.source);
    }
    const luna = rows(english).find((row) => row.includes('`gpt-6-luna`'));
    for (const tokens of [
      { input: million / 4 },
      { input: million / 4, cached: million / 4 },
      { output: million / 4 },
    ]) {
      const price = 4 * (answerCost('gpt-6-luna', { ...usage, ...tokens }) ?? Number.NaN);
      expect(luna).toContain(price.toFixed(2));
      expect(rows(inRussian).join('\n')).toContain(price.toFixed(2).replace('.', ','));
    }
    for (const model of ['gpt-transcribe', 'gpt-4o-mini-transcribe'])
      expect(english).toContain(
        `| \`${model}\` | ${model === 'gpt-transcribe' ? 'voice (default)' : 'voice'} | ${speechCost(model, 60)}`,
      );
  });
});

describe('troubleshooting', () => {
  const { english, inRussian } = page('troubleshooting');
  const symptoms = rows(english).slice(1);
  const spans = symptoms.flatMap((row) =>
    [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, span = '']) => span),
  );

  it('has the same symptoms in both languages', () => {
    const symptomsOf = (text: string): string[] =>
      rows(text).flatMap((row) =>
        [...(row.split(' | ')[0] ?? '').matchAll(/`[^`]+`/g)].map(([span]) => span),
      );
    const [theirs, ours] = [symptomsOf(inRussian), symptomsOf(english)];
    const isCode = (symptom: string): boolean => /^`[\w.-]+`$/.test(symptom);
    expect(theirs.filter(isCode)).toEqual(ours.filter(isCode));
    expect(theirs.length).toBe(ours.length);
    // A sentence stands there as a Russian terminal shows it.
    const said = theirs
      .map((symptom) => symptom.slice(1, -1))
      .filter((symptom) => /[а-яё]/i.test(symptom));
    expect(said.length).toBeGreaterThan(15);
    expect(said.filter((sentence) => !ownersTable.includes(sentence))).toEqual([]);
  });

  it('quotes texts and codes as they stand in the sources', () => {
    expect(symptoms.length).toBeGreaterThan(30);
    const flat = sources
      .replaceAll(/\$\{[^}]*'([^']*)'\}/g, '$1')
      .replaceAll(/\$\{[^}]*\}/g, '')
      .replaceAll(/\s+/g, ' ');
    const found = (span: string): boolean => {
      const [, , last] = /^(setup|service)\.(?:[a-z-]+\.)?([a-z-]+)$/.exec(span) ?? [];
      if (last !== undefined) return new RegExp(`['.]${last}'|name: '${last}'`).test(sources);
      return flat.includes(span.replace(/^GREEN-API /, ''));
    };
    expect(spans.filter((span) => !found(span))).toEqual([]);
  });
});

describe('the quick starts', () => {
  const starts = ['docs/quickstart.md', 'docs/kk/quickstart.md'].map(read);

  /** What is said in the sandbox is in the language of the page. */
  const unsaid = (line: string): string =>
    line.includes('wabot dev') ? line.replaceAll(/"[^"]*"/g, '"…"') : line;

  it('give the same commands and settings', () => {
    const [first, second] = starts.map((text) =>
      [...text.matchAll(/^ *```\w*\n([^]*?)^ *```/gm)].map(([, block = '']) =>
        block.split('\n').map(unsaid),
      ),
    );
    expect(first?.length).toBeGreaterThan(5);
    expect(second).toEqual(first);
    expect(names(starts[1] ?? '')).toEqual(names(starts[0] ?? ''));
  });

  it('are in their own language', () => {
    expect(starts[1]).toMatch(/[ғқңөұүһі]/);
    expect(starts[0]).not.toMatch(/[ғқңөұүһ]/);
  });
});

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { envExample, settingGroups, settingsTable, withTable } from '../scripts/settings-docs.ts';

const root = dirname(import.meta.dirname);
const groups = await settingGroups();
const settings = groups.flatMap((group) => group.settings);
const config = await Config.load(await fromSource());
const documents = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], {
  cwd: root,
  exclude: ['**/node_modules/**'],
}).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Settings that only the bot knew from which the migration guide leads. */
const oldBotsOwn = [
  'USE_AI_AGENT',
  'MANAGER_PHONE_NUMBER',
  'NOTION_TOKEN',
  'NOTION_DATABASE_ID',
  'USE_N8N',
  'GOOGLE_PROJECT_ID',
  'GOOGLE_PRIVATE_KEY_ID',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_X509_CERT_URL',
  'DATABASE_URL',
  'AZURE_SPEECH_KEY',
  'AZURE_SPEECH_REGION',
];

/** What a document shows as code: the lines of its blocks and its spans. */
function code(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```\w*\n([^]*?)^ *```/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const spans = [...text.replaceAll(/^ *```[^]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, span = '']) => span,
  );
  return [...blocks, ...spans].map((line) =>
    line
      .replace(/\s#\s.*$/, '')
      .replaceAll(String.raw`\|`, '|')
      .trim(),
  );
}

/** The anchors that GitHub makes of a document's headings. */
function anchors(text: string): Set<string> {
  const headings = [...text.replaceAll(/^ *```[^]*?^ *```/gm, '').matchAll(/^#+ +(.*)$/gm)].map(
    ([, heading = '']) => heading,
  );
  return new Set(
    headings.map((heading) =>
      heading
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  );
}

describe('generated documents (npm run docs)', () => {
  it('.env.example is fresh', () => {
    expect(read('.env.example')).toBe(envExample(groups));
  });

  it('the table of settings is fresh', () => {
    const page = read('docs/settings.md');
    expect(page).toBe(withTable(page, settingsTable(groups)));
  });

  it('.env.example sets nothing by itself and asks for what is required', () => {
    const required = settings
      .filter(({ default: usual, optional }) => usual === undefined && !optional)
      .map(({ env }) => env);
    expect(parseEnv(read('.env.example'))).toEqual(
      Object.fromEntries(required.map((env) => [env, ''])),
    );
  });

  it('name every setting and every other name, and no value of a secret', () => {
    for (const text of ['.env.example', 'docs/settings.md', 'docs/ru/settings.md'].map(read)) {
      for (const { env, aliases = [] } of settings)
        for (const name of [env, ...aliases]) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
    }
    const secrets = settings.filter(({ secret }) => secret).map(({ env }) => env);
    expect(secrets.length).toBeGreaterThan(1);
    for (const env of secrets)
      expect(read('.env.example')).toMatch(new RegExp(`^(# )?${env}=$`, 'm'));
  });

  it('complain when the markers are gone', () => {
    expect(() => withTable('no table here', '')).toThrow('settings:begin');
  });
});

describe('settings', () => {
  const withDefault = settings.flatMap(({ env, default: usual, parse }) =>
    usual === undefined ? [] : [{ env, usual, parse }],
  );

  it.each(withDefault)('$env accepts its own default', ({ usual, parse }) => {
    expect(() => parse(usual)).not.toThrow();
  });

  it('have summaries of one line', () => {
    for (const { env, summary } of settings)
      expect([env, summary]).toEqual([env, expect.stringMatching(/^\S.{10,190}[^.\s]$/)]);
  });
});

/** Most lines of the pages that everybody reads first. */
const mostLines = { 'README.md': 200, 'README.ru.md': 200, 'ARCHITECTURE.md': 190 };

/** Where the links of a document lead within the repository, without anchors; pictures are among them. */
function targets({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].flatMap(([, link = '']) =>
    /^(https?|mailto):/.test(link) ? [] : [join(dirname(path), link)],
  );
}

/** The documents that are reached from one by following links. */
function reachedFrom(path: string): Set<string> {
  const reached = new Set([path]);
  for (const each of reached)
    for (const target of documents.filter((document) => document.path === each).flatMap(targets))
      reached.add(target);
  return reached;
}

describe('the front page', () => {
  it.each(Object.entries(mostLines))('%s has at most %i lines', (path, most) => {
    expect(read(path).split('\n').length - 1).toBeLessThanOrEqual(most);
  });

  it.each(['README.md', 'README.ru.md'])('%s shows the picture and names the tests', (path) => {
    expect(read(path)).toContain('](docs/terminal.svg)');
    expect(read(path)).toMatch(/^npm ci && npm test$/m);
  });

  it('leads to every document', () => {
    const all = documents.map(({ path }) => path);
    expect(all.filter((path) => !reachedFrom('README.md').has(path))).toEqual([]);
    const russian = all.filter((path) => path.startsWith('docs/ru/'));
    expect(russian.length).toBeGreaterThan(8);
    expect(russian.filter((path) => !targetsOf('README.ru.md').includes(path))).toEqual([]);
    const own = all.filter((path) => /^docs\/[\w-]+\.md$/.test(path));
    expect(own.filter((path) => !targetsOf('README.md').includes(path))).toEqual([]);
  });
});

function targetsOf(path: string): string[] {
  return targets({ path, text: read(path) });
}

describe('the words of the documents', () => {
  it('are explained in a glossary of at most 40, in the order of the alphabet', () => {
    const [, glossary = ''] = read('CONTRIBUTING.md').split(
      '\n## Glossary\n\n| word | meaning |\n',
    );
    const words = [
      ...(glossary.split('\n## ')[0] ?? '').matchAll(/^\| ([a-z][a-z ]*) \| \S/gm),
    ].map(([, word = '']) => word);
    expect(words.length).toBeGreaterThan(30);
    expect(words.length).toBeLessThanOrEqual(40);
    expect(words).toEqual([...new Set(words)].toSorted());
  });

  /** Right English that no engineer writes, and words for which the glossary has another. */
  const unusual = [
    /\bworks? (?:a|the) (?:journal|chat|queue) off\b/i,
    /\bgives? (?:it|them|the \w+) back\b/i,
    /\b(?:as|so) long (?:a|the)\b|\bfor so long\b/i,
    /\banew\b/i,
    /\b(?:answer|one) that is none\b/i,
    /\b(?:is|are|was|were|stays?|puts?) (?:\w+ )?(?:away|in force)\b|\bin force\b/i,
    /\b(?:the )?(?:line|way) (?:broke|is closed)\b|\bthe way to\b/i,
    /\b(?:a person|somebody|someone) must\b/i,
    /\bwhoever\b/i,
    /(?<!-)\bmend(?:s|ed|ing)?\b/i,
    /\bhears? (?:\d{3}|the answer)\b|\bheard \d{3}\b/i,
    /\brush\b/i,
    /\bwishes\b/i,
    /\bdearest\b/i,
    /\bshall\b/i,
    /\bsee that\b/i,
    /\bnobody to ask\b/i,
    /\bbugs? of ours\b/i,
    /\bamiss\b/i,
    /\btariffs?\b/i,
    /\bbeside\b/i,
    /\b(?:it|that|which|there) stands?\b|\bstands? (?:in|there)\b/i,
    /\bdoes? as well\b|\bdo as well\b/i,
    /\b(?:is|are|be) (?:believed|told of|warned of|put off)\b/i,
    /\bsummed up\b/i,
    /\btakes? (?:it|them|a message|messages) in\b/i,
    /\ban own\b/i,
    /\bof others\b/i,
    /\bto let it run\b/i,
  ];
  const english = documents.filter(({ path }) => !/(?:^|\/)(?:ru|kk)\/|\.ru\.md$/.test(path));

  it.each(english)('$path is written in plain English', ({ text }) => {
    const found = text
      .split('\n')
      .flatMap((line) => unusual.flatMap((phrase) => phrase.exec(line)?.[0] ?? []));
    expect(found).toEqual([]);
  });

  it('are known when they come back', () => {
    for (const phrase of [
      'it works the journal off',
      'GREEN-API hears 200',
      'begins anew',
      'Mend it',
    ])
      expect(unusual.some((pattern) => pattern.test(phrase))).toBe(true);
  });

  it('call one thing by one word in Russian too', () => {
    const russian = documents.filter(({ path }) => /(?:^|\/)ru\/|\.ru\.md$/.test(path));
    const found = russian.flatMap(({ path, text }) =>
      [...text.matchAll(/инструкци\S*|конфиг\S*|вебхук-\S*/gi)].map(([word]) => `${path}: ${word}`),
    );
    expect(found).toEqual([]);
  });
});

describe.each(documents)('$path', ({ path, text }) => {
  it('links to what exists', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^(https?|mailto):/.test(link));
    const broken = links.filter((link) => {
      const [target = '', anchor] = link.split('#');
      const file = target === '' ? path : join(dirname(path), target);
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchors(read(file)).has(decodeURIComponent(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('names commands and flags that exist', () => {
    const wrong = code(text).flatMap((line) => {
      const [, rest = ''] = /(?:^|&& |npx )wabot(?: (.*))?$/.exec(line) ?? [];
      const words = rest
        .replaceAll(/"[^"]*"|'[^']*'|[[\]]/g, ' ')
        .split(/\s+/)
        .filter(Boolean);
      const [first = '', second] = words.filter((word) => !word.startsWith('-'));
      const command = config.findCommand(`${first}:${second}`) ?? config.findCommand(first);
      if (rest === '' || (words.length === 1 && /^--(help|version)$/.test(rest))) return [];
      if (!command) return second === undefined && config.findTopic(first) ? [] : [line];
      const known = new Set(['help', ...Object.keys(command.flags)]);
      return words
        .filter((word) => word.startsWith('--'))
        .some((word) => !known.has(word.slice(2).replace(/=.*/, '')))
        ? [line]
        : [];
    });
    expect(wrong).toEqual([]);
  });

  it('names scripts, settings and example files that exist', () => {
    const lines = code(text);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = lines.flatMap((line) =>
      [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);

    const known = new Set([
      ...settings.flatMap(({ env, aliases = [] }) => [env, ...aliases]),
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'NO_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'NODE_OPTIONS',
      'WABOT_TRUST',
      'NO_COLOR',
      'XDG_STATE_HOME',
      ...(path.includes('migration-from-python') ? oldBotsOwn : []),
    ]);
    const variables = lines.flatMap((line) => /^([A-Z]+(?:_[A-Z]+)+)(?:=|$)/.exec(line)?.[1] ?? []);
    expect(variables.filter((name) => !known.has(name))).toEqual([]);

    const files = lines.flatMap((line) =>
      [...line.matchAll(/\bexamples\/[\w./-]+/g)].map(([file]) => file),
    );
    expect(files.filter((file) => !existsSync(resolve(root, file)))).toEqual([]);
  });
});

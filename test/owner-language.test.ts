import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { requestWordings } from '../src/core/alerts/request-wordings.ts';
import { chatWordings } from '../src/core/alerts/chat-wordings.ts';
import { healthWordings } from '../src/core/alerts/health-wordings.ts';
import { coreSettings } from '../src/core/assembly/core-settings.ts';
import type { Setting } from '../src/core/settings/settings.ts';
import { builtInPhrases } from '../src/core/phrases/phrases.ts';
import { builtIn } from '../src/plugins/index.ts';
import { translatorTo } from '../src/core/owner-language/index.ts';
import { shownTexts } from './shown-texts.ts';

const folder = new URL('../src/core/owner-language/', import.meta.url);
type Table = Record<string, Record<string, string>>;
const russian = read('ru');
const kazakh = read('kk');

function read(language: string): Table {
  return JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as Table;
}

/** Parts from which sentences are put together, with one such sentence. */
const parts: Record<string, string> = {
  'There is no command {} {}.{}': 'There is no command wabot NEWS. Did you mean wabot node?',
  '--openai-key (or --base-url)': 'Not a terminal: add --token, --openai-key (or --base-url).',
  'Google {}': 'Google was reached, but its certificate is not valid today',
  ' Did you mean {} {}?': 'There is no command wabot NEWS. Did you mean wabot node?',
  'There is no check {}.{} Checks are: {}.':
    'There is no check NODES. Did you mean node? Checks are: node, disk.',
  'There is no event {}.{} Events are: {}.':
    'There is no event NODES. Did you mean node? Events are: node, disk.',
  'There is no fault {}.{} Faults are: {}.':
    'There is no fault NODES. Did you mean node? Faults are: node, disk.',
  ' Did you mean {}?': 'There is no check NODES. Did you mean node? Checks are: node, disk.',
  'Written: {}{}.': 'Written: .env and prompt.md.',
  ' and {}': 'Written: .env and prompt.md.',
  '; {} was there and stays': 'Written: .env; prompt.md was there and stays.',
  ': messages get lost':
    'Redis evicts keys when its memory is full (maxmemory-policy allkeys-lru): messages get lost',
  'replica is': '1 replica is connected; a message counts as accepted when 1 of them has it',
  'replicas are': '2 replicas are connected; a message counts as accepted when 1 of them has it',
  '{} connected; a message counts as accepted when {} of them has it':
    '2 replicas are connected; a message counts as accepted when 1 of them has it',
  '{} connected to Redis, but REDIS_WAIT_REPLICAS asks for {}: no message is accepted':
    '0 replicas are connected to Redis, but REDIS_WAIT_REPLICAS asks for 2: no message is accepted',
  'Redis at {} {} ({})': 'Redis at 127.0.0.1:6379 asks for a password (NOAUTH)',
  'Redis {} ({})': 'Redis 127.0.0.1:6379 is full (OOM)',
  'Top up the account or raise its limit{}; the bot continues by itself after that.':
    'Top up the account or raise its limit (https://platform.openai.com/settings/organization/billing); the bot continues by itself after that.',
  '{} {}; nothing in it was changed':
    'data/memory.db is the database of another program; nothing in it was changed',
  'is the database of another program':
    'data/memory.db is the database of another program; nothing in it was changed',
  'was written by a newer version of wabot':
    'data/memory.db was written by a newer version of wabot; nothing in it was changed',
  'is not a database, or a damaged one':
    'data/memory.db is not a database, or a damaged one; nothing in it was changed',
  '{} in the queue': '3 notifications wait in the queue',
  'notification waits': '1 notification waits in the queue',
  'notifications wait': '3 notifications wait in the queue',
  ', account {}': 'GREEN-API instance 7103000001 (WhatsApp) is authorized, account 77***67',
  'If GREEN-API keeps files there{}, add the host to WABOT_MEDIA_HOSTS.':
    'If GREEN-API keeps files there (media.example), add the host to WABOT_MEDIA_HOSTS.',
  'is not NAME=value (a value of several lines belongs in quotes)':
    'The file .env cannot be used:\n  - line 3 is not NAME=value (a value of several lines belongs in quotes)',
  'has letters in its name that are not Latin, even if they look so':
    'The file .env cannot be used:\n  - line 3 has letters in its name that are not Latin, even if they look so',
  'opens a quote that is never closed':
    'The file .env cannot be used:\n  - line 3 opens a quote that is never closed',
  'has something after its closing quote (put quotes of another sort around it)':
    'The file .env cannot be used:\n  - line 3 has something after its closing quote (put quotes of another sort around it)',
  ', and so do {} more':
    'data/a belongs to root, and so do 2 more: the user who runs the bot cannot use it',
  'The prompt cannot be used: it {} ({})': 'The prompt cannot be used: it is empty (prompt.md)',
  'The prompt cannot be used: it is not UTF-8 text ({})':
    'The prompt cannot be used: it is not UTF-8 text (a.txt)',
  ' or $1': 'AUDIO_CONVERT must be auto, mp3 or never, not "WAV"',
  '{} attention:\n{}':
    'A setting needs attention:\n  - PORT must be a whole number from 0 to 65535, not "x"',
  'A setting needs':
    'A setting needs attention:\n  - PORT must be a whole number from 0 to 65535, not "x"',
  'Some settings need':
    'Some settings need attention:\n  - PORT must be a whole number from 0 to 65535, not "x"',
  "OPENAI_API_KEY is not set: OpenAI's own service needs a key (https://platform.openai.com/api-keys); ":
    "OPENAI_API_KEY is not set: OpenAI's own service needs a key (https://platform.openai.com/api-keys); OPENAI_BASE_URL names another service, and OPENAI_SPEECH_API_KEY is for speech alone",
  'OPENAI_BASE_URL names another service, and OPENAI_SPEECH_API_KEY is for speech alone':
    "OPENAI_API_KEY is not set: OpenAI's own service needs a key (https://platform.openai.com/api-keys); OPENAI_BASE_URL names another service, and OPENAI_SPEECH_API_KEY is for speech alone",
  ' (Windows hides the .txt: let it show file name extensions first)':
    'There is no file .env here, but .env.txt holds settings, which nothing reads: rename it to .env (Windows hides the .txt: let it show file name extensions first).',
  'There is no file .env here, but {} holds settings, which nothing reads: rename it to .env{}.':
    'There is no file .env here, but .env.example holds settings, which nothing reads: rename it to .env.',
  'and {} like these': 'The file .env cannot be used:\n  - and 22 more lines like these',
  'more line': 'The file .env cannot be used:\n  - and 1 more line like these',
  'line {} {}': 'The file .env cannot be used:\n  - line 3 opens a quote that is never closed',
  '{} missing': 'The counts differ after moving: 2 chats are missing',
  'chat is': 'The counts differ after moving: 1 chat is missing',
  'chats are': 'The counts differ after moving: 5 chats are missing',
  'account is': 'The counts differ after moving: 1 account is missing',
  'case is': 'The counts differ after moving: 1 case is missing',
  'cases are': 'The counts differ after moving: 2 cases are missing',
  'accounts are': 'The counts differ after moving: 2 accounts are missing',
  'message or reply is': 'The counts differ after moving: 1 message or reply is missing',
  'messages or replies are': 'The counts differ after moving: 2 messages or replies are missing',
  'request {}': 'OpenAI asks to slow down (HTTP 429 rate_limit_exceeded, request req_1)',
  'the journal cannot be written{}':
    'the journal cannot be written: The journal data/journal.db cannot grow: the disk is full',
  'wabot {}, process {}, {} ({})': 'wabot 0.9.0, process 4242, http://127.0.0.1:8000 (polling)',
  'not running{}': 'not running (started 28 Nov 10:00, stopped 28 Nov 11:00)',
  ' (started {}, {})': 'not running (started 28 Nov 10:00, killed)',
  ' and never ran with this data folder': 'not running and never ran with this data folder',
  ' since {}': 'running since 28 Nov 10:00',
  ' (voice)': 'Customer (voice)',
  'given up': 'message i12, +77001234567, given up 2026-11-24 10:12: budget',
  '{} given up': '1 chat, 2 waiting messages, 1 reply due, 3 given up',
  'chat copied': '3 chats copied, 1 was in redis already',
  'customer copied': '1 customer copied',
  'customer is': '1 customer is forgotten.',
  'customers are': '2 customers are forgotten.',
  'waiting message': '2 waiting messages',
  'reply due': '5 replies due, 2 were in redis already',
  'given-up message or reply': '2 given-up messages and replies',
  'account copied': '1 account copied',
  'pause copied': '1 pause copied',
  'case copied': '1 case copied',
  'notice for the owners': '1 notice for the owners',
  'rule of a chat copied': '1 rule of a chat copied',
  ', {} in {} already': '1 chat copied, 2 were in redis already',
  'Counted and complete; {} holds everything{}.':
    'Counted and complete; redis holds everything: 2 waiting, 1 due, 0 given up.',
  'none (messages are fetched with --poll)': 'address: none (messages are fetched with --poll)',
  ' (should be {}: wabot webhook set)': 'incomingWebhook: no (should be yes: wabot webhook set)',
  '{} is current{}.': 'file-3 is current, the same as its source.',
  '; did you mean {}?': 'nothing reads OPENAI_MODLE in .env; did you mean OPENAI_MODEL?',
  ' until its source changes or `wabot prompts sync`':
    'file-2 is current until its source changes or `wabot prompts sync`.',
  ', the same as its source': 'file-3 is current, the same as its source.',
  '{} is current: ': 'file-3 is current: +1 -2 lines; 1200 characters, about 410 tokens',
  'Rolled back: {} is current, and the source differs: ':
    'Rolled back: file-2 is current, and the source differs: +1 -0 lines; 900 characters, about 301 tokens',
  '{} characters, about {} tokens': 'nothing new; 900 characters, about 301 tokens',
  'Dropped: {}.': 'Dropped: message i12.',
  'Gone already: {}.': 'Gone already: reply o7.',
  ' {} moved to another place.':
    '2 given up, 1 reply due, 3 messages waiting for an answer. 1 message was moved to another place.',
  'message was':
    '2 given up, 1 reply due, 1 message waiting for an answer. 1 message was moved to another place.',
  ' {} can never become a message.': 'Put back: nothing. 2 can never become a message.',
  '{} forgotten.': '5 chats are forgotten.',
  'Log {}: {} removed{}.': 'Log app.log: 2 lines removed; 1 other names 77***67 and stays.',
  '; {} {} and {}': 'Log app.log: 2 lines removed; 2 others name 77***67 and stay.',
  'other names': 'Log app.log: 2 lines removed; 1 other names 77***67 and stays.',
  'others name': 'Log app.log: 2 lines removed; 2 others name 77***67 and stay.',
};

/** What the collector takes although nobody reads it as a sentence: commands, queries, words for a model, help. */
const unread = new Set([
  'Questions and answers',
  'wabot webhook clear',
  '`wabot resume`',
  'wabot webhook set https://…/webhook',
  'wabot serve',
  '`wabot resume`',
  'ffmpeg {} ({})',
  'Bearer {}',
  'Answer with one word.',
  ' # init: ',
  'Only its prices are looked at',
  'Answer with digits only.',
  'Which number is in the picture?',
  'you are not shown, as too many came at once',
  'could not be opened, as it is too large',
  'could not be opened, as it is no longer there',
  'could not be opened',
  'you cannot see',
  'could not be opened, as it has a password or is of an old kind',
  'could not be opened, as it is damaged',
  'could not be opened, as it unpacks to far too much',
  'could not be opened, as it is of another kind',
  'could not be read, as it holds pictures of pages only',
  'day off for {}',
  'npm install --legacy-peer-deps {} keyv@{}',
  'PRAGMA integrity_check(1)',
  'where the variables came from',
  'never to be called',
  'the log is being read',
  'reply {} {}',
  'given up {} {}',
  ' (https://platform.openai.com/settings/organization/billing)',
  'Show whether the bot is running and what is queued.',
  '<%= config.bin %> status',
  '<%= config.bin %> status --json',
]);

/** What the bot says to customers. */
const customers = new Set(Object.values(builtInPhrases.en));

/** A text without its places at either end, so that `{service} refuses` and ` refuses{label}` are one. */
function bare(text: string): string {
  return text
    .replace(/\{\w*\}/g, '{}')
    .replace(/(?:\{\})+/g, '{}')
    .replace(/^(?:\{\}|\s)+|(?:\{\}|\s)+$/g, '');
}

const known = new Set(Object.values(russian).flatMap((pairs) => Object.keys(pairs).map(bare)));

function isKnown(text: string): boolean {
  return text
    .split('\n')
    .every(
      (line) =>
        bare(line.replace(/^\s*- /, '')) === '' || known.has(bare(line.replace(/^\s*- /, ''))),
    );
}

function isSentence(text: string): boolean {
  return (
    !customers.has(text) &&
    /\s/.test(text) &&
    /[a-z]{2}/.test(text) &&
    !/[а-я]/.test(text) &&
    !text.startsWith('Shows since when')
  );
}

describe('the Russian table', () => {
  const shown = shownTexts().filter(({ text }) => isSentence(text));

  it('knows every sentence that goes into an error, a finding, a question or a status', () => {
    const missing = shown.filter(
      ({ text }) => !isKnown(text) && !(text in parts) && !unread.has(text),
    );
    expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it.each(['ru', 'kk'])('says each sentence once within its group: %s', (language) => {
    const groups = readFileSync(new URL(`${language}.json`, folder), 'utf8').split(/^ {2}"/m);
    const twice = groups.flatMap((group) => {
      const lines = [...group.matchAll(/^ {4}("(?:[^"\\]|\\.)*"):/gm)].map(([, source]) => source);
      return lines.filter((source, index) => lines.indexOf(source) !== index);
    });
    expect(twice).toEqual([]);
  });

  it('is asked about hundreds of sentences', () => {
    expect(shown.length).toBeGreaterThan(600);
    expect(shown.map(({ text }) => text)).toContain('port {} is taken by another program');
  });

  it('and what is said here of parts keep pace with the source', () => {
    const texts = new Set(shown.map(({ text }) => text));
    expect([...Object.keys(parts), ...unread].filter((text) => !texts.has(text))).toEqual([]);
  });

  it.each([...new Set(Object.values(parts))])('says in Russian, from its parts: %s', (text) => {
    const said = translatorTo('ru')(text);
    expect(englishIn(said)).toEqual([]);
    expect(said).toMatch(/[а-яё]{3}/);
  });

  it.each([
    'alerts go to 1 phone of WABOT_OWNERS, from the bot’s own account',
    'alerts go to 2 phones of WABOT_OWNERS, from the bot’s own account',
    'The address of WABOT_ALERT_WEBHOOK cannot be reached, or the connection was lost',
    'look: GREEN_API_WEBHOOK_TOKEN is missing or shorter than 8 characters, so the webhook is for programs of this machine alone: put a long random word into it (`wabot init` does) and run `wabot webhook set`',
  ])('says wholly in Russian: %s', (text) => {
    const said = translatorTo('ru')(text).replaceAll(/`[^`]+`/g, '');
    expect(englishIn(said)).toEqual([]);
  });

  it('knows what a setting is for that has to be set', async () => {
    const plugins = await Promise.all(Object.values(builtIn).map((load) => load()));
    const tables = [
      ...coreSettings(builtIn).map(({ settings }) => settings),
      ...plugins.map((plugin) => plugin.default.settings),
    ];
    const needed = tables
      .flatMap((table) => Object.values<Setting<unknown>>(table))
      .filter(isNeeded);
    expect(needed.length).toBeGreaterThan(3);
    expect(
      needed.map(({ summary }) => summary).filter((summary) => !known.has(bare(summary))),
    ).toEqual([]);
  });
});

function isNeeded({ optional, default: fallback }: Setting<unknown>): boolean {
  return optional !== true && fallback === undefined;
}

/** English words that are left of a sentence; names, commands and what stands between quotes are none. */
function englishIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w./:@*-])[a-z]{3,}(?![\w./:@*=-])/g)]
    .map(([word]) => word)
    .filter((word) => !names.has(word));
}

const names = new Set([
  'wabot',
  'auto',
  'never',
  'node',
  'disk',
  'budget',
  'allkeys',
  'lru',
  'redis',
  'webhook',
  'set',
  'prompts',
  'sync',
]);

describe.each([
  ['ru', russian],
  ['kk', kazakh],
] as const)('the table of %s', (_, table) => {
  const pairs = Object.values(table).flatMap((each) => Object.entries(each));

  it('has the places of the English sentence, all of them and no others', () => {
    const places = (text: string): Set<string> =>
      new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name));
    const amiss = pairs.filter(
      ([source, target]) => places(source).symmetricDifference(places(target)).size > 0,
    );
    expect(amiss).toEqual([]);
  });

  it('keeps settings, commands, addresses and flags as they are', () => {
    const kept = (text: string): string[] =>
      text.match(
        /\b[A-Z]+_[A-Z_]+\b|wabot (?:doctor|history|outbox|prompts|webhook) \w+|https?:\/\/\S+[^\s.,;)]|--\w+/g,
      ) ?? [];
    const amiss = pairs.filter(
      ([source, target]) => new Set(kept(source)).difference(new Set(kept(target))).size > 0,
    );
    expect(amiss).toEqual([]);
  });

  it('ends a sentence as the English one ends', () => {
    const end = (text: string): string => /[.:?]$/.exec(text)?.[0] ?? '';
    expect(pairs.filter(([source, target]) => end(source) !== end(target))).toEqual([]);
  });
});

/** Rooms that hold what owners are sent: tickets, drafts, alerts, lists, and answers to their words. */
const sentRooms = /core\/(?:alerts|tickets|drafts|desk|left)\//;

describe('the Kazakh table', () => {
  it('knows every sentence that is sent to owners', () => {
    const kk = translatorTo('kk');
    const sent = shownTexts().filter(({ path, text }) => sentRooms.test(path) && isSentence(text));
    expect(sent.length).toBeGreaterThan(40);
    const missing = sent.filter(({ text }) => {
      const filled = text.replaceAll('{}', '7');
      return kk(filled) === filled;
    });
    expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it('says every alert wholly in Kazakh', async () => {
    const values = {
      count: 2,
      days: 7,
      model: 'M',
      date: 'D',
      setting: 'S',
      cap: 'CAP',
      dollars: 1,
    };
    const telling = { words: translatorTo('kk'), clock: () => '10:00' };
    const fields = [{ name: 'what', label: 'What', value: 'X', said: true as const }];
    const request = { id: 'r', kind: 'request', number: 7, chat: '7', at: 0 } as const;
    const about = { ...request, about: { name: 'N', fields } };
    const wordings = { ...healthWordings, ...chatWordings, ...requestWordings };
    for (const [topic, wording] of Object.entries(wordings)) {
      const said = await wording({ id: topic, topic, at: 0, values }, telling, about);
      const text = [said?.title, ...(said?.lines ?? [])].join(' ');
      expect([
        topic,
        englishIn(text.replaceAll(/wabot (?:outbox list|resume|doctor|requests resend)/g, '')),
      ]).toEqual([topic, []]);
    }
  });

  it('knows only what the Russian one knows', () => {
    const sources = new Set(Object.values(russian).flatMap((pairs) => Object.keys(pairs)));
    expect(
      Object.values(kazakh).flatMap((pairs) =>
        Object.keys(pairs).filter((source) => !sources.has(source)),
      ),
    ).toEqual([]);
  });
});

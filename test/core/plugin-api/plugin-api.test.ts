import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Registry } from '../../../src/core/assembly/registry.ts';
import * as api from '../../../src/core/plugin-api/index.ts';
import type { Answer, Catalog, Question, World } from '../../../src/core/plugin-api/index.ts';

/** A plugin as somebody else would write it: with what `wabot/plugin` has, and nothing besides. */
const parrot = api.definePlugin({
  kind: 'model',
  name: 'parrot',
  summary: 'Repeats what it hears',
  settings: {
    voice: api.choice('PARROT_VOICE', ['loud', 'low'], {
      summary: 'How it speaks',
      default: 'low',
    }),
    key: api.text('PARROT_KEY', { summary: 'Its key', secret: true }),
    pauseMs: api.duration('PARROT_PAUSE', { summary: 'How long it thinks', default: '2s' }),
  },
  create({ voice, pauseMs }, { log }) {
    log.info('parrot-awake', { voice });
    return Promise.resolve({
      async answer({ messages }: Question): Promise<Answer> {
        const text = messages.at(-1)?.text;
        if (text === undefined)
          throw new api.ServiceError('parrot.silence', 'The parrot hears nothing', {
            retryable: false,
          });
        return {
          text: voice === 'loud' ? text.toUpperCase() : text,
          usage: { input: pauseMs, cached: 0, output: 0 },
          finish: 'stop',
          model: 'parrot',
        };
      },
    });
  },
});

const catalog: Catalog = { 'model/parrot': () => Promise.resolve({ default: parrot }) };
const world: World = {
  log: { debug() {}, info() {}, warn() {}, error() {} },
  now: Date.now,
  fetch: globalThis.fetch,
  dataFolder: '.',
};

describe('a plugin of somebody else', () => {
  it('is chosen, configured and made like a built-in one', async () => {
    const registry = new Registry(catalog, {
      WABOT_MODEL: 'parrot',
      PARROT_KEY: 'hunter2',
      PARROT_VOICE: 'LOUD',
    });
    await registry.open(['model'], {});
    expect(registry.secrets).toEqual(['hunter2']);
    const model = await registry.create('model', world);
    const question = {
      shared: '',
      chat: '',
      messages: [{ role: 'customer' as const, text: 'hello' }],
    };
    expect(await model.answer(question, AbortSignal.timeout(1000))).toMatchObject({
      text: 'HELLO',
      usage: { input: 2000 },
    });
    await expect(
      model.answer({ ...question, messages: [] }, AbortSignal.timeout(1000)),
    ).rejects.toMatchObject({
      code: 'service.parrot.silence',
      oclif: { exit: 3 },
    });
  });

  it('is refused with the rest of the problems when its settings are wrong', async () => {
    const registry = new Registry(catalog, { WABOT_MODEL: 'parrot', PARROT_PAUSE: 'soon' });
    await expect(registry.open(['model'], {})).rejects.toThrow(
      /PARROT_KEY is not set[^]*PARROT_PAUSE must be a time/,
    );
  });
});

it('exports what authors need, and keeps it', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'FairQueue',
    'FileReader',
    'MemoryCalls',
    'OpeningHours',
    'Patience',
    'PromptVersions',
    'RemotePrompt',
    'Semaphore',
    'ServiceError',
    'SetupError',
    'TimedOut',
    'WabotError',
    'ZoneClock',
    'accountOf',
    'askedPause',
    'audioFileName',
    'audioMimeType',
    'backoff',
    'betterExtension',
    'bookingSettings',
    'businessTimeZone',
    'certificateAdvice',
    'certificateTrouble',
    'chatOfAccount',
    'choice',
    'contained',
    'contentProblem',
    'countChats',
    'csvRows',
    'dateOf',
    'dayOf',
    'decimal',
    'definePlugin',
    'didYouMean',
    'duration',
    'encodedTime',
    'fieldsOf',
    'fileErrorCode',
    'fine',
    'firstInside',
    'flag',
    'heifSize',
    'holdingOf',
    'hoursSettings',
    'integer',
    'isMissing',
    'isPublic',
    'isRetryable',
    'jpegSize',
    'keepOwner',
    'kindByExtension',
    'knownUsage',
    'languages',
    'largePromptBytes',
    'leastSeconds',
    'lettersAtALook',
    'longestMessage',
    'makeFolder',
    'markdownTable',
    'momentInWords',
    'mostPromptBytes',
    'newRequest',
    'numberIn',
    'oggSeconds',
    'openGuarded',
    'optionalDecimal',
    'optionalText',
    'optionalUrl',
    'peopleSettings',
    'plural',
    'privateAddressCode',
    'problem',
    'problemOf',
    'proxyUrl',
    'publicLookup',
    'readOpusNote',
    'readOwnDays',
    'readYamlFile',
    'rejectedLimits',
    'requestNotices',
    'retryAfter',
    'reviewPrompt',
    'sampleNote',
    'saysOfCertificate',
    'serverSettings',
    'settingsError',
    'sheetText',
    'shortPhone',
    'shownPath',
    'shownVersion',
    'sniffAudio',
    'sniffImage',
    'splitMessage',
    'strangersFile',
    'strayingSecrets',
    'systemCode',
    'text',
    'understandWhen',
    'unlessAborted',
    'unusablePrompt',
    'url',
    'warning',
    'wholeText',
    'withdrawnReason',
    'within',
    'withoutAccount',
    'withoutDevice',
    'withoutThinking',
  ]);
});

it('is told in docs/plugins.md, name by name', () => {
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/plugins.md'), 'utf8');
  const [, section = ''] = /## What `wabot\/plugin` gives\n([^]*?)\n## /.exec(docs) ?? [];
  const told = [...section.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  expect(Object.keys(api).filter((name) => !told.includes(name))).toEqual([]);
});

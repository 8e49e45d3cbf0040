import { PassThrough } from 'node:stream';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { optionalText, text, type Setting } from '../../../src/core/settings/settings.ts';
import {
  interview,
  type Answers,
  type InitQuestion,
  type Interview,
} from '../../../src/cli/init/questions.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import { coreSettings } from '../../../src/core/assembly/core-settings.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { greeted } from '../../../src/cli/init/greeting.ts';
import { askManner } from '../../../src/cli/init/manner.ts';
import { askAlertRoutes } from '../../../src/cli/init/alert-routes.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { AnyPlugin } from '../../../src/core/kinds/plugin.ts';
import { variablesOf } from '../../../src/cli/init/given-answers.ts';
import {
  chooseLanguages,
  confirmed,
  type Questioner,
} from '../../../src/cli/terminal/questions.ts';

const settings = new Map<string, Setting<unknown>>([
  [
    'ID',
    {
      ...text('ID', { summary: 'a' }),
      parse: (value) => (/^\d+$/.test(value) ? value : refuse('must be a number')),
    },
  ],
  ['URL', text('URL', { summary: 'a', default: 'https://usual' })],
  ['KEY', optionalText('KEY', { summary: 'a', secret: true })],
]);
const questions: readonly InitQuestion[] = [
  { flag: 'id', env: 'ID', message: 'Which instance', required: true },
  { flag: 'url', env: 'URL', message: 'Which address' },
  { flag: 'key', env: 'KEY', message: 'Which key' },
  { flag: 'name', message: 'Which name' },
];

function refuse(reason: string): never {
  throw new Error(reason);
}

/** A terminal without a screen; `shown` is what a person would have seen. */
class Terminal implements Questioner {
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => this.input,
  }) as unknown as NodeJS.ReadStream;
  shown = '';
  /** All of it. */
  seen = '';

  /** A new one each time: a question ends the stream that it was asked on, which a real terminal survives. */
  get output(): PassThrough {
    const screen = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
    screen.on('data', (chunk: Buffer) => {
      this.shown += chunk.toString('utf8');
      this.seen += chunk.toString('utf8');
    });
    return screen;
  }

  /** Types once something is shown. */
  async type(after: string, keys: Iterable<string>): Promise<void> {
    await vi.waitUntil(() => this.shown.includes(after), { timeout: 20_000, interval: 10 });
    this.shown = '';
    for (const key of keys) {
      this.input.push(key);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

let terminal: Terminal;
beforeEach(() => void (terminal = new Terminal()));

function ask(given: Answers = {}): Promise<Answers> {
  return interview(questions, { given, settings, asks: true, questioner: terminal });
}

describe('a person', () => {
  it('is asked for everything, again where the answer is no good', async () => {
    const answers = ask();
    await terminal.type('Which instance', 'seven\r');
    await terminal.type('It must be a number.', '\b\b\b\b\b7\r');
    await terminal.type('Which address', '\r');
    // Ctrl+T would show it, if it were not for us.
    await terminal.type('Which key', 'sesame\u0014\r');
    await terminal.type('Which name', ' Flora \r');
    expect(await answers).toEqual({ id: '7', url: 'https://usual', key: 'sesame', name: 'Flora' });
    expect(terminal.seen).not.toContain('sesame');
  });

  it('never sees a secret, and keeps the present one with Enter', async () => {
    const answers = ask({ id: '7', key: 'sesame' });
    await terminal.type('Which instance', '\r');
    await terminal.type('Which address', '\r');
    await terminal.type('Enter keeps', '\r');
    await terminal.type('Which name', '\r');
    expect(await answers).toEqual({
      id: '7',
      url: 'https://usual',
      key: 'sesame',
      name: undefined,
    });
    expect(terminal.seen).not.toContain('sesame');
  });

  it('ends it with Ctrl+C', async () => {
    const answers = ask();
    answers.catch(() => {});
    await terminal.type('Which instance', '\u0003');
    await expect(answers).rejects.toMatchObject({ oclif: { exit: 130 } });
  });

  it('says yes or no', async () => {
    const agreed = confirmed('Sure?', false, terminal);
    await terminal.type('Sure?', 'y\r');
    expect(await agreed).toBe(true);
    const refused = confirmed('Really?', false, terminal);
    await terminal.type('Really?', '\r');
    expect(await refused).toBe(false);
  });
});

describe('a Telegram bot that is asked for', () => {
  it('is asked for again where Telegram does not know it, and left out with Enter', async () => {
    const said: string[] = [];
    const unknown = new ServiceError('telegram.token', 'Telegram does not know the bot', {
      retryable: false,
      status: 401,
    });
    const pairing = { invite: () => Promise.reject(unknown), chat: () => Promise.reject(unknown) };
    const telegram = { settings: {}, pairing: () => pairing } as unknown as AnyPlugin;
    const asked = askAlertRoutes(
      {
        catalog: { 'alert/telegram': () => Promise.resolve({ default: telegram }) },
        environment: {},
        signal: new AbortController().signal,
        shown: false,
        words: (line) => line,
        say: (line) => {
          said.push(line);
          terminal.shown = '';
        },
      },
      { given: {}, settings, asks: true, questioner: terminal },
    );
    await terminal.type('Your phone', '77770000001\r');
    await terminal.type('Telegram bot', '123:abc\r');
    await vi.waitUntil(() => said.length > 0, { timeout: 20_000, interval: 10 });
    await terminal.type('Telegram bot', '\r');
    expect(await asked).toEqual({ TELEGRAM_BOT_TOKEN: '' });
    expect(said).toEqual([
      'Telegram does not know the bot',
      'Telegram is left out: its chat is not known.',
    ]);
  });
});

describe('with nobody there', () => {
  it('what is given is taken when it is good', async () => {
    const from = { settings, asks: false };
    expect(await interview(questions, { ...from, given: { id: '7' } })).toEqual({ id: '7' });
    await expect(interview(questions, { ...from, given: { id: 'seven' } })).rejects.toThrow(
      '--id must be a number.',
    );
  });
});

const down = ['\u001b[B'];

describe('the words around a question', () => {
  const questioner = (): Questioner => Object.assign(terminal, { words: translatorTo('ru') });

  it('are the owner’s: yes, no, and what is neither', async () => {
    const agreed = confirmed('The test failed. Keep these answers anyway?', false, questioner());
    await terminal.type('(д/Н)', 'x\r');
    await terminal.type('Ответьте «Да» или «Нет».', '\bд\r');
    expect(await agreed).toBe(true);
    const english = confirmed('The test failed. Keep these answers anyway?', true, questioner());
    await terminal.type('(Д/н)', 'n\r');
    expect(await english).toBe(false);
  });

  it('are the owner’s where one of a list is chosen; at least one has to be', async () => {
    const chosen = chooseLanguages([], questioner());
    await terminal.type('пробел', '\r');
    await terminal.type('Без этого нельзя.', ' ');
    await terminal.type('◉', [...down, ' ', '\r']);
    await terminal.type('Самый частый из них', [...down, '\r']);
    expect(await chosen).toEqual(['kk', 'ru']);
    expect(terminal.seen).not.toMatch(/\b(?:space|select|navigate|invert|submit|all|Yes|No)\b/);
  });

  it('tell nobody how long a secret is', async () => {
    const answers = ask({ id: '7', key: 'sesame' });
    await terminal.type('Which instance', '\r');
    await terminal.type('Which address', '\r');
    await terminal.type('Which key', 'twelve-signs\r');
    await terminal.type('Which name', '\r');
    expect(await answers).toMatchObject({ key: 'twelve-signs' });
    expect(terminal.seen).toMatch(/[✔√] Which key \(Enter keeps the current one\) \*{8}(?!\*)/);
  });
});

describe('init', () => {
  it('greets in the language that is chosen, that of the terminal first', async () => {
    const said: string[] = [];
    const language = greeted({
      wished: undefined,
      environment: { LANG: 'kk_KZ.UTF-8' },
      questioner: terminal,
      say: (line) => said.push(line),
    });
    await terminal.type('Русский', ['\u001b[A', '\r']);
    expect(await language).toBe('ru');
    expect(said[0]).toContain('Добро пожаловать');
  });

  it('asks how to speak with customers and what it may cost, with what is set on offer', async () => {
    const declared = coreSettings(builtIn).flatMap((group) =>
      Object.values<Setting<unknown>>(group.settings),
    );
    const from: Interview = {
      settings: new Map(declared.map((setting) => [setting.env, setting])),
      given: { 'time-zone': 'Asia/Oral', budget: '7' },
      asks: true,
      questioner: terminal,
    };
    const now = {
      WABOT_LANGUAGES: 'kk',
      WABOT_DISCLOSURE: 'true',
      WABOT_TIME_ZONE: 'Asia/Oral',
      WABOT_BUDGET_DAY: '7',
    };
    const manner = askManner({ languages: undefined, disclosure: undefined }, from, now);
    await terminal.type('Languages of the business', '\r');
    await terminal.type('assistant', '\r');
    await terminal.type('Time zone', '\r');
    await terminal.type('(7)', '\b\r');
    expect(await manner).toEqual({
      languages: ['kk'],
      variables: { ...now, WABOT_BUDGET_DAY: '' },
    });
  });

  it('writes what was emptied as empty, and leaves out what was never there', () => {
    expect(variablesOf(questions, { id: '7' }, settings, { URL: 'https://other' })).toEqual({
      ID: '7',
      URL: '',
    });
  });
});

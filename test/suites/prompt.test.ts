import { expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import type { FetchedPrompt, Prompt } from '../../src/core/kinds/prompt.ts';
import { promptSuite, type Register } from '../../src/suites/index.ts';
import { misjudged } from './judge.ts';

const secret = 'sk-SeCrEt';

/** A source within the process; what a right prompt makes of it, it makes at each call. */
class Source {
  readonly secrets = [secret];
  text: string | undefined;
  doing: 'answers' | 'broken' | 'silent';
  good: string | undefined;

  constructor(text: string | undefined) {
    this.text = text;
    this.doing = text === undefined ? 'broken' : 'answers';
  }
  async holds(text: string): Promise<void> {
    this.text = text;
    this.doing = 'answers';
  }
  async does(what: 'broken' | 'silent'): Promise<void> {
    this.doing = what;
  }
  read(): string {
    if (this.doing !== 'answers' || this.text === undefined)
      throw new ServiceError('fake', 'It is gone', { retryable: true });
    return this.text;
  }
}

function right(source: Source): Required<Prompt> {
  return {
    async load(signal) {
      signal.throwIfAborted();
      if (source.doing === 'answers' || source.good === undefined) source.good = source.read();
      return { text: source.good, version: `v${source.good.length}` };
    },
    async fetch(): Promise<FetchedPrompt> {
      return { text: source.read(), source: 'a place', kind: 'fake' };
    },
    save: () => Promise.resolve(false),
    problem: () => (source.doing === 'answers' ? undefined : 'It is gone'),
    close: () => Promise.resolve(),
  };
}

type Make = (source: Source) => Prompt;
const but =
  (change: (source: Source, good: Required<Prompt>) => Partial<Prompt>): Make =>
  (source) => ({ ...right(source), ...change(source, right(source)) });

const wrong: Record<string, Make> = {
  'gives the text of its source, under a short version': but((_, good) => ({
    load: async (signal) => ({ ...(await good.load(signal)), version: 'two words' }),
  })),
  'gives a new text under another version': but((_, good) => ({
    load: async (signal) => ({ ...(await good.load(signal)), version: 'v1' }),
  })),
  'keeps the last good text while its source is broken, and says so': but(() => ({
    problem: () => `It is gone: ${secret}`,
  })),
  'waits for no source once there is a text': but((source, good) => ({
    load: (signal) => (source.doing === 'silent' ? new Promise(() => {}) : good.load(signal)),
  })),
  'ends with the reason of its signal where that has aborted': but((_, good) => ({
    load: () => good.load(new AbortController().signal),
  })),
  'fetches what its source holds now, and names the place': but((source, good) => ({
    fetch: async (signal) => ({ ...(await good.fetch(signal)), source: source.text ?? '' }),
  })),
  'fetches nothing from a broken source': but(() => ({
    fetch: () => Promise.resolve({ text: 'old', source: 'a place', kind: 'fake' }),
  })),
  'rejects where there is no text to begin with': but(() => ({
    load: () => Promise.resolve({ text: '', version: 'v0' }),
  })),
};

const suite = (register: Register, make: Make): void =>
  promptSuite(
    register,
    (text) => {
      const source = new Source(text);
      return Promise.resolve({ prompt: make(source), source });
    },
    { patienceMs: 300 },
  );

it('each check of a prompt fails where the prompt is wrong', async () => {
  expect(await misjudged<Make>(suite, right, wrong)).toEqual([]);
});

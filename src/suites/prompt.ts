import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { Prompt } from '../core/kinds/prompt.ts';
import { live, refusesAborted, soon, until, type AbortPatience } from './aborting.ts';
import { register, type Check, type Closable, type Register } from './register.ts';
import { holdsNone, wabotRejection } from './rejection.ts';

/** Where the prompt lies, as the user of the suite plays it. */
export interface SourceUnderTest {
  /** From now on it holds this text; so much time passes that the plugin may look at it again. */
  holds(text: string): Promise<void>;
  /** From now on it cannot be read: it is gone or refuses (`broken`), or never answers (`silent`, where a network lies before it). */
  does(what: 'broken' | 'silent'): Promise<void>;
  /** What may stand in no error and no `problem`: a key. */
  secrets: readonly string[];
}

/** A prompt and its source. The suite closes the prompt. */
export interface OpenedPrompt extends Closable {
  prompt: Prompt;
  source: SourceUnderTest;
}

/**
 * Makes the prompt under test, its own for each call, over a source that holds this text, or none that can be read
 * (undefined; it may then reject itself).
 */
export type OpenPrompt = (text: string | undefined) => Promise<OpenedPrompt>;

const [first, second] = ['Курс стоит 15 000 ₸.', 'Курс стоит 20 000 ₸, по субботам.'];

const basics = (patience: AbortPatience): Record<string, Check<OpenedPrompt>> => ({
  async 'gives the text of its source, under a short version'({ prompt }) {
    const { text, version } = await prompt.load(live());
    equal(text, first);
    match(version, /^[\x21-\x7E]{1,64}$/, 'a version is short and printable');
    deepEqual(await prompt.load(live()), { text, version });
  },
  async 'gives a new text under another version'({ prompt, source }) {
    const { version } = await prompt.load(live());
    await source.holds(second);
    const isNew = async (): Promise<boolean> => (await prompt.load(live())).text === second;
    await until(isNew, 'the new text should be loaded', patience);
    notEqual((await prompt.load(live())).version, version);
  },
  async 'keeps the last good text while its source is broken, and says so'({ prompt, source }) {
    const good = await prompt.load(live());
    await source.does('broken');
    const isKnown = async (): Promise<boolean> => {
      deepEqual(await prompt.load(live()), good);
      return prompt.problem === undefined || prompt.problem() !== undefined;
    };
    await until(isKnown, 'problem() should say that the source is broken', patience);
    const problem = prompt.problem?.() ?? 'a problem';
    match(problem, /^[^\n]+$/, 'it is told in one line');
    holdsNone(problem, source.secrets);
    await source.holds(first);
    const isWell = async (): Promise<boolean> => {
      await prompt.load(live());
      return prompt.problem?.() === undefined;
    };
    await until(isWell, 'problem() should be over with the problem', patience);
  },
  async 'waits for no source once there is a text'({ prompt, source }) {
    const good = await prompt.load(live());
    await source.does('silent');
    for (let count = 0; count < 3; count += 1)
      deepEqual(await soon(prompt.load(live()), 'load() should not wait', patience), good);
  },
  async 'ends with the reason of its signal where that has aborted'({ prompt }) {
    await refusesAborted((signal) => prompt.load(signal), patience);
  },
  async 'fetches what its source holds now, and names the place'({ prompt, source }) {
    if (!prompt.fetch) return;
    const before = await prompt.fetch(live());
    equal(before.text, first);
    match(before.kind, /^[a-z][a-z\d-]*$/, 'the kind is a short word');
    ok(before.source !== '', 'the place has a name');
    holdsNone(before.source, source.secrets);
    await source.holds(second);
    deepEqual(await prompt.fetch(live()), { ...before, text: second });
  },
  async 'fetches nothing from a broken source'({ prompt, source }) {
    await prompt.load(live());
    await source.does('broken');
    if (prompt.fetch) holdsNone(await wabotRejection(prompt.fetch(live())), source.secrets);
  },
});

/** What every prompt must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function promptSuite(it: Register, open: OpenPrompt, patience: AbortPatience = {}): void {
  register(it, basics(patience), async () => {
    const opened = await open(first);
    return {
      ...opened,
      async close() {
        await soon(opened.prompt.close?.() ?? Promise.resolve(), 'it should close', patience);
        await opened.close?.();
      },
    };
  });
  it('rejects where there is no text to begin with', async () => {
    let opened: OpenedPrompt | undefined;
    const begin = async (): Promise<void> => {
      opened = await open(undefined);
      await opened.prompt.load(live());
    };
    try {
      await wabotRejection(begin());
    } finally {
      await opened?.prompt.close?.();
      await opened?.close?.();
    }
  });
}

import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PromptText } from '../../../src/core/kinds/prompt.ts';
import { ProvedPrompt, type Proof } from '../../../src/core/prompts/proved-prompt.ts';
import { ProvedText } from '../../../src/core/prompts/proved-text.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { rollBackTo } from '../../../src/core/prompts/roll-back.ts';
import { RolledBackPrompt } from '../../../src/core/prompts/rolled-back-prompt.ts';
import { useFolder } from '../../folder.ts';
import { keepingLog } from '../memories.ts';

const folder = useFolder();
let places = 0;
const signal = new AbortController().signal;
const failing: Proof = {
  problem: 'The new prompt did not become current: 1 of 2 conversations failed: Tea',
};
const textOf = (text: string): PromptText => ({ text, version: `v-${text}` });

/** A prompt over a source that says `source.text`, with proofs as `proofs` has them by text. */
function open(
  proofs: Record<string, Proof | undefined>,
  { clock = { now: 0 }, place = join(folder(), String((places += 1))) } = {},
) {
  const source = { text: 'one' };
  const tried: string[] = [];
  const log = keepingLog();
  const proved = new ProvedText(place);
  const prompt = new ProvedPrompt(
    { load: async () => textOf(source.text) },
    {
      proved,
      log,
      now: () => clock.now,
      async prove(text) {
        tried.push(text);
        return proofs[text] ?? {};
      },
    },
  );
  const load = async (): Promise<string> => (await prompt.load(signal)).text;
  return { source, tried, log, proved, prompt, load, place };
}

/** Waits as long as a busy machine may take. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000, interval: 3 });

const opened: ProvedPrompt[] = [];
afterEach(async () => {
  for (const prompt of opened.splice(0)) await prompt.close();
});

describe('a prompt that has to pass', () => {
  it('is taken as it is at first, and a new text once it has passed', async () => {
    const { source, tried, load, prompt } = open({});
    opened.push(prompt);
    expect(await load()).toBe('one');
    expect(tried).toEqual([]);
    source.text = 'two';
    expect(await load()).toBe('one');
    await eventually(load).toBe('two');
    expect(tried).toEqual(['two']);
    expect(prompt.problem()).toBeUndefined();
  });

  it('stays as it was while a new text fails, tries that once, and says why', async () => {
    const clock = { now: 0 };
    const { source, tried, load, prompt, log } = open({ two: failing }, { clock });
    opened.push(prompt);
    await load();
    source.text = 'two';
    expect(await load()).toBe('one');
    await eventually(() => prompt.problem()).toBe(failing.problem);
    clock.now += 24 * 60 * 60_000;
    expect(await load()).toBe('one');
    await new Promise(setImmediate);
    expect(tried).toEqual(['two']);
    expect(log.heard).toEqual([
      ['prompt-not-proved', { version: 'v-two', problem: failing.problem }],
    ]);
    source.text = 'one';
    expect(await load()).toBe('one');
    expect(prompt.problem()).toBeUndefined();
    source.text = 'three';
    await eventually(load).toBe('three');
  });

  it('is not tried again where it has passed and that cannot be written down', async () => {
    const { source, tried, load, prompt, log, proved } = open({});
    opened.push(prompt);
    await load();
    source.text = 'two';
    vi.spyOn(proved, 'write').mockRejectedValue(new Error('the disk is full'));
    await eventually(load).toBe('two');
    expect(await load()).toBe('two');
    expect(tried).toEqual(['two']);
    await eventually(() => log.heard.map(([event]) => event)).toEqual(['prompt-proof-unreadable']);
  });

  it('goes on with the last good text after a restart', async () => {
    const before = open({ two: failing });
    opened.push(before.prompt);
    await before.load();
    const after = open({ two: failing }, before);
    opened.push(after.prompt);
    after.source.text = 'two';
    expect(await after.load()).toBe('one');
  });

  it('tries again later what could not be tried', async () => {
    const clock = { now: 0 };
    const proofs: Record<string, Proof | undefined> = { two: { ...failing, untried: true } };
    const { source, tried, load, prompt } = open(proofs, { clock });
    opened.push(prompt);
    await load();
    source.text = 'two';
    await load();
    await eventually(() => prompt.problem()).toBe(failing.problem);
    clock.now += 9 * 60_000;
    await load();
    expect(tried).toEqual(['two']);
    proofs['two'] = undefined;
    clock.now += 60_000;
    await eventually(load).toBe('two');
    expect(tried).toEqual(['two', 'two']);
  });

  it('tries less and less often what can never be tried, an hour apart at most', async () => {
    const clock = { now: 0 };
    const { source, tried, load, prompt } = open({ two: { ...failing, untried: true } }, { clock });
    opened.push(prompt);
    await load();
    source.text = 'two';
    const often: number[] = [];
    for (const minutes of [0, 10, 19, 1, 39, 1, 59, 1, 60]) {
      clock.now += minutes * 60_000;
      await load();
      await new Promise(setImmediate);
      often.push(tried.length);
    }
    expect(often).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 6]);
  });

  it('sees what another process has proved', async () => {
    const { source, load, prompt, proved } = open({ two: failing });
    opened.push(prompt);
    await load();
    source.text = 'two';
    await load();
    await eventually(() => prompt.problem()).toBe(failing.problem);
    await proved.write(textOf('two'));
    expect(await load()).toBe('two');
    expect(prompt.problem()).toBeUndefined();
  });

  it('never becomes what its owner took back while it was tried', async () => {
    const trial = Promise.withResolvers<Proof>();
    const source = { text: 'one' };
    const proved = new ProvedText(join(folder(), 'taken-back'));
    const prompt = new ProvedPrompt(
      { load: async () => textOf(source.text) },
      { proved, log: keepingLog(), now: () => 0, prove: () => trial.promise },
    );
    await prompt.load(signal);
    source.text = 'two';
    await prompt.load(signal);
    source.text = 'one';
    await prompt.load(signal);
    trial.resolve({});
    await prompt.close();
    expect(await prompt.load(signal)).toEqual(textOf('one'));
    expect(await proved.read()).toEqual(textOf('one'));
    await prompt.close();
  });

  it.each<[string, Proof]>([
    ['passes', {}],
    ['fails', failing],
  ])('a rollback while a new text is tried holds, also once that %s', async (_, proof) => {
    const trial = Promise.withResolvers<Proof>();
    const place = join(folder(), String((places += 1)));
    const source = { text: 'one' };
    const proving = { proved: new ProvedText(place), log: keepingLog(), now: () => 0 };
    const file = { load: async () => textOf(source.text) };
    const bot = new ProvedPrompt(file, { ...proving, prove: () => trial.promise });
    opened.push(bot);
    const versions = new PromptVersions(place);
    const rolled = new RolledBackPrompt(bot, versions, keepingLog());
    const kept = { text: 'zero', source: 'file', kind: 'file' };
    const zero = await versions.keep(kept, 0);
    const one = await versions.keep({ ...kept, text: 'one' }, 0);
    const load = async (): Promise<string> => (await rolled.load(signal)).text;
    await load();
    source.text = 'two';
    expect(await load()).toBe('one');
    // By the command, which reads the file itself; then on the page, which asks the bot.
    expect(await rollBackTo(zero, file, versions, signal)).toBe(true);
    expect(await load()).toBe('zero');
    expect(await rollBackTo(one, bot, versions, signal)).toBe(true);
    expect(await load()).toBe('one');
    trial.resolve(proof);
    await eventually(() => bot.problem() ?? bot.awaiting()).toBe(proof.problem);
    expect(await load()).toBe('one');
    expect(await versions.rollback()).toMatchObject({ number: one.number });
  });

  it('ends with its source, and with a trial that runs', async () => {
    let aborted = false;
    const close = vi.fn<() => Promise<void>>(async () => {});
    const source = { text: 'one' };
    const prompt = new ProvedPrompt(
      { load: async () => textOf(source.text), close },
      {
        proved: new ProvedText(join(folder(), 'closing')),
        log: keepingLog(),
        now: () => 0,
        prove: (_, stop) =>
          new Promise((_resolve, reject) =>
            stop.addEventListener('abort', () => {
              aborted = true;
              reject(stop.reason as Error);
            }),
          ),
      },
    );
    await prompt.load(signal);
    source.text = 'two';
    await prompt.load(signal);
    await prompt.close();
    expect(aborted).toBe(true);
    expect(close).toHaveBeenCalledOnce();
  });
});

import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { hashOf, PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';
import { RemotePrompt } from '../../../src/core/prompts/remote-prompt.ts';
import { RolledBackPrompt } from '../../../src/core/prompts/rolled-back-prompt.ts';

const live = new AbortController().signal;
const gone = new SetupError('google-docs.not-found', 'There is no such document');
const slow = new ServiceError('google-docs.rate-limit', 'Slow down', { retryable: true });

let folder: string;
let versions: PromptVersions;
const open: RemotePrompt[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-remote-'));
  versions = new PromptVersions(folder);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((prompt) => prompt.close()));
  await rm(folder, { recursive: true });
});

type Place = { says: string | Error; asked: number; gate?: Promise<void> };

/** A prompt whose source says what the test puts there; `nothing`: it never answers. */
function remote(says: string | Error, refreshMs = 1) {
  const place: Place = { says, asked: 0 };
  const events: [string, LogFields][] = [];
  const write = (event: string, fields: LogFields = {}): void => void events.push([event, fields]);
  const log = { debug: write, info: write, warn: write, error: write };
  const fetch = async (signal: AbortSignal): Promise<string> => {
    place.asked += 1;
    await place.gate;
    if (place.says === 'nothing')
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    if (place.says instanceof Error) throw place.says;
    return place.says;
  };
  const prompt = new RemotePrompt({
    remote: { source: 'document A', kind: 'gdocs', fetch },
    versions,
    refreshMs,
    log,
    now: () => 1000,
  });
  open.push(prompt);
  const named = (name: string): LogFields[] =>
    events.filter(([event]) => event === name).map(([, fields]) => fields);
  return { prompt, place, log, named };
}

/** Waits as long as a busy machine may take. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000, interval: 3 });

const longMs = 60 * 60 * 1000;

describe('the first text', () => {
  it('is waited for and kept', async () => {
    const { prompt, place } = remote('Чай', longMs);
    const both = await Promise.all([prompt.load(live), prompt.load(live)]);
    expect(both).toEqual(Array.from({ length: 2 }, () => ({ text: 'Чай', version: 'gdocs-1' })));
    expect(place.asked).toBe(1);
    expect((await versions.newest())?.text).toBe('Чай');
  });

  it.each([
    ['cannot be had', gone, 'setup.google-docs.not-found'],
    ['is empty', ' ', 'setup.prompt'],
  ])('that %s is an error that says so, until it can', async (_name, says, code) => {
    const { prompt, place } = remote(says, longMs);
    await expect(prompt.load(live)).rejects.toMatchObject({ code });
    expect(await versions.list()).toEqual([]);
    place.says = 'Чай';
    expect(await prompt.load(live)).toMatchObject({ text: 'Чай' });
  });

  it('ends with the signal of who asked', async () => {
    const { prompt, place } = remote('nothing', longMs);
    const stop = new AbortController();
    const loading = prompt.load(stop.signal);
    await eventually(() => place.asked).toBe(1);
    stop.abort(new Error('stopped'));
    await expect(loading).rejects.toThrow('stopped');
  });
});

describe('a text that is not finished', () => {
  it('is told of, by its lines, when it comes into force, and not again', async () => {
    const { prompt, named } = remote('Чай\nТелефон: TODO\n', longMs);
    await prompt.load(live);
    await prompt.load(live);
    expect(named('prompt-unfinished')).toEqual([{ version: 'gdocs-1', warnings: 1, lines: [2] }]);
  });
});

describe('later', () => {
  it('nobody waits for a source that does not answer, also after a restart', async () => {
    await versions.keep({ text: 'Чай', source: 'document A', kind: 'gdocs' }, 1);
    const { prompt, place } = remote('nothing');
    expect(await prompt.load(live)).toEqual({ text: 'Чай', version: 'gdocs-1' });
    await eventually(() => place.asked).toBe(1);
    expect(await prompt.load(live)).toEqual({ text: 'Чай', version: 'gdocs-1' });
    await prompt.close();
  });

  it('a new text comes by itself', async () => {
    const { prompt, place, named } = remote('Чай');
    await prompt.load(live);
    place.says = 'Чай и XXX';
    await eventually(() => prompt.load(live)).toEqual({ text: 'Чай и XXX', version: 'gdocs-2' });
    expect(named('prompt-changed').map(({ version }) => version)).toEqual(['gdocs-1', 'gdocs-2']);
    expect(named('prompt-unfinished')).toEqual([{ version: 'gdocs-2', warnings: 1, lines: [1] }]);
  });

  it.each([
    ['gone', gone, 'There is no such document'],
    ['over its quota', slow, 'Slow down'],
    ['emptied', '', 'it is empty'],
    ['far too large', 'x'.repeat(2_000_001), 'larger than 2 MB'],
  ])('a document that is %s changes nothing, and is told once', async (_name, says, problem) => {
    const { prompt, place, named } = remote('Чай');
    await prompt.load(live);
    expect(prompt.problem()).toBeUndefined();
    place.says = says;
    const { asked } = place;
    await eventually(() => place.asked).toBeGreaterThan(asked + 3);
    expect(prompt.problem()).toContain(problem);
    expect(await prompt.load(live)).toEqual({ text: 'Чай', version: 'gdocs-1' });
    expect(named('prompt-broken')).toEqual([
      { error: expect.any(Error) as Error, version: 'gdocs-1' },
    ]);
    place.says = 'Кофе';
    await eventually(() => prompt.problem()).toBeUndefined();
    expect(await prompt.load(live)).toMatchObject({ text: 'Кофе' });
    expect(named('prompt-mended')).toHaveLength(1);
  });

  it('another reason is told again', async () => {
    const { prompt, place, named } = remote('Чай');
    await prompt.load(live);
    place.says = gone;
    await eventually(() => named('prompt-broken')).toHaveLength(1);
    place.says = slow;
    await eventually(() => named('prompt-broken')).toHaveLength(2);
    expect(prompt.problem()).toBe('Slow down');
  });

  it('a folder that cannot be written any more leaves the text in memory', async () => {
    const { prompt, place, named } = remote('Чай');
    await prompt.load(live);
    const { promise, resolve } = Promise.withResolvers<void>();
    Object.assign(place, { says: 'Кофе', gate: promise });
    const { asked } = place;
    await eventually(() => place.asked).toBeGreaterThan(asked);
    await rm(join(folder, 'prompts'), { recursive: true });
    await writeFile(join(folder, 'prompts'), '');
    resolve();
    await eventually(() => prompt.problem()).toMatch(
      /cannot be (?:read|written) \((ENOTDIR|EEXIST)\)/,
    );
    expect(await prompt.load(live)).toEqual({ text: 'Чай', version: 'gdocs-1' });
    expect(named('prompt-broken')).toHaveLength(1);
    expect(await readFile(join(folder, 'prompts'), 'utf8')).toBe('');
  });

  it('what another process keeps is current with the next turn', async () => {
    const { prompt, named } = remote('Чай', longMs);
    await prompt.load(live);
    await new PromptVersions(folder).keep({ text: 'Кофе', source: 'document A', kind: 'gdocs' }, 2);
    expect(await prompt.load(live)).toEqual({ text: 'Кофе', version: 'gdocs-2' });
    expect(named('prompt-changed')).toHaveLength(2);
  });

  it('a text of another document is not taken for this one', async () => {
    await versions.keep({ text: 'Old shop', source: 'document B', kind: 'gdocs' }, 1);
    const { prompt } = remote('Чай', longMs);
    expect(await prompt.load(live)).toEqual({ text: 'Чай', version: 'gdocs-2' });
  });

  it('nothing runs after it was closed', async () => {
    const { prompt, place } = remote('Чай');
    await prompt.load(live);
    place.says = 'nothing';
    const { asked } = place;
    await eventually(() => place.asked).toBeGreaterThan(asked);
    await prompt.close();
    const end = place.asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([place.asked, prompt.problem()]).toEqual([end, undefined]);
  });
});

describe('a rollback', () => {
  it('holds against the refresh, until the source changes', async () => {
    const { prompt, place, log, named } = remote('A');
    const rolled = new RolledBackPrompt(prompt, versions, log);
    await rolled.load(live);
    place.says = 'B';
    await eventually(() => rolled.load(live)).toMatchObject({ version: 'gdocs-2' });
    await new PromptVersions(folder).rollBack({ number: 1, over: hashOf('B') });
    const { asked } = place;
    await eventually(() => place.asked).toBeGreaterThan(asked + 2);
    expect(await rolled.load(live)).toEqual({ text: 'A', version: 'gdocs-1' });
    expect(named('prompt-rolled-back')).toEqual([{ version: 'gdocs-1' }]);
    place.says = 'C';
    await eventually(() => rolled.load(live)).toEqual({ text: 'C', version: 'gdocs-3' });
    place.says = 'B';
    await eventually(() => rolled.load(live)).toEqual({ text: 'B', version: 'gdocs-4' });
  });

  it('over a prompt that keeps no versions ends for good when its text changes', async () => {
    const { log, named } = remote('A', longMs);
    await versions.keep({ text: 'old', source: 'prompt.md', kind: 'file' }, 1);
    let text = 'new';
    const rolled = new RolledBackPrompt(
      { load: () => Promise.resolve({ text, version: hashOf(text) }) },
      versions,
      log,
    );
    await versions.rollBack({ number: 1, over: hashOf('new') });
    expect(await rolled.load(live)).toEqual({ text: 'old', version: 'file-1' });
    text = 'newer';
    expect(await rolled.load(live)).toMatchObject({ text: 'newer' });
    text = 'new';
    expect(await rolled.load(live)).toMatchObject({ text: 'new' });
    expect(named('prompt-rollback-ended')).toHaveLength(1);
  });

  it('stays current, and is told of, while the folder of the versions cannot be read; so is that none can be seen', async () => {
    const { log, named } = remote('A', longMs);
    await versions.keep({ text: 'old', source: 'prompt.md', kind: 'file' }, 1);
    await versions.rollBack({ number: 1, over: hashOf('new') });
    let broken = false;
    const closed = new SetupError(
      'prompts.folder',
      'data/prompts cannot be read (EACCES): data/prompts belongs to root',
    );
    const look = {
      rollback: () => (broken ? Promise.reject(closed) : versions.rollback()),
      get: (number: number) => versions.get(number),
      endRollback: () => versions.endRollback(),
    };
    const source = { load: () => Promise.resolve({ text: 'new', version: 'v2' }) };
    const before = new RolledBackPrompt(source, look, log);
    expect(await before.load(live)).toMatchObject({ text: 'old' });
    broken = true;
    const after = new RolledBackPrompt(source, look, log);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await before.load(live)).toMatchObject({ text: 'old' });
      expect(await after.load(live)).toMatchObject({ text: 'new' });
    }
    expect(after.problem()).toContain('data/prompts belongs to root');
    expect(named('prompt-rollback-unknown')).toHaveLength(2);
    broken = false;
    expect([await after.load(live), after.problem()]).toMatchObject([{ text: 'old' }, undefined]);
  });

  it('is not ended by a source that cannot be used just now and falls back to an older text', async () => {
    const { log } = remote('A', longMs);
    await versions.keep({ text: 'old', source: 'prompt.md', kind: 'file' }, 1);
    await versions.rollBack({ number: 1, over: hashOf('newest') });
    let problem: string | undefined = 'it is empty';
    const source = {
      load: () => Promise.resolve({ text: 'older', version: 'v' }),
      problem: () => problem,
    };
    const rolled = new RolledBackPrompt(source, versions, log);
    expect(await rolled.load(live)).toMatchObject({ text: 'old' });
    problem = undefined;
    expect(await rolled.load(live)).toMatchObject({ text: 'older' });
  });
});

it('a folder of versions that cannot be read is told of, and what is in memory goes on', async () => {
  const { prompt, named } = remote('A', longMs);
  await prompt.load(live);
  await writeFile(join(folder, 'elsewhere'), '');
  await rename(join(folder, 'prompts'), join(folder, 'kept'));
  await rename(join(folder, 'elsewhere'), join(folder, 'prompts'));
  expect(await prompt.load(live)).toMatchObject({ text: 'A' });
  expect(prompt.problem()).toContain('cannot be read (ENOTDIR)');
  await prompt.load(live);
  expect(named('prompt-broken')).toHaveLength(1);
});

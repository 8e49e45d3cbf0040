import {
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogFields } from '../../../../src/core/log.ts';
import { finishSync, planSync } from '../../../../src/core/prompts/prompt-sync.ts';
import { PromptVersions } from '../../../../src/core/prompts/prompt-versions.ts';
import { builtInPrompt } from '../../../../src/plugins/prompt/file/built-in.ts';
import plugin from '../../../../src/plugins/prompt/file/index.ts';
import { PromptFile } from '../../../../src/plugins/prompt/file/prompt-file.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';

const live = new AbortController().signal;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-prompt-'));
  file = join(folder, 'prompt.md');
});
afterEach(() => rm(folder, { recursive: true }));

/** A world whose clock is moved by hand; a minute ahead, so that files written now have settled. */
function worldAhead() {
  const world = testWorld();
  const clock = { ahead: 60_000 };
  const named = (name: string): LogFields[] =>
    world.events.filter(({ event }) => event === name).map(({ fields }) => fields);
  return { ...world, now: () => Date.now() + clock.ahead, clock, named };
}

const opened = async (named = true) => {
  const world = worldAhead();
  return { prompt: await PromptFile.open({ file, named }, world), world };
};

const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('a prompt file', () => {
  it.each([
    ['plain', Buffer.from('Курс стоит 15 000 ₸.\n')],
    ['with a byte order mark', Buffer.from('\uFEFFКурс стоит 15 000 ₸.')],
    ['with spaces around', Buffer.from('\n\n Курс стоит 15 000 ₸. \r\n')],
  ])('is read as UTF-8: %s', async (_name, bytes) => {
    await writeFile(file, bytes);
    const { prompt } = await opened();
    expect(await prompt.load(live)).toEqual({
      text: 'Курс стоит 15 000 ₸.',
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
  });

  it('gives the same text whatever its line ends', async () => {
    await writeFile(file, 'a\r\nb');
    const { prompt, world } = await opened();
    const { version } = await prompt.load(live);
    await writeFile(file, 'a\nb');
    expect(await prompt.load(live)).toEqual({ text: 'a\nb', version });
    expect(world.named('prompt-changed')).toEqual([]);
  });

  it.each([
    ['UTF-16', () => writeFile(file, utf16('Цены')), 'UTF-16'],
    ['UTF-16 the other way', () => writeFile(file, utf16('Цены').swap16()), 'UTF-16'],
    ['UTF-16 without a mark', () => writeFile(file, Buffer.from('Price', 'utf16le')), 'not a text'],
    [
      'Windows-1251',
      () => writeFile(file, Buffer.from([0x50, 0x0a, 0xd6, 0xe5, 0xed, 0xfb, 0x0a])),
      String.raw`UTF-8 text \(line 2\)`,
    ],
    ['nothing', () => writeFile(file, ' \n'), 'empty'],
    ['a byte order mark alone', () => writeFile(file, '\uFEFF'), 'empty'],
    ['far too much', () => writeFile(file, 'x'.repeat(2_000_001)), 'larger than 2 MB'],
    ['a folder', () => mkdir(file), 'a folder'],
  ])('that holds %s does not start the bot', async (_name, make, problem) => {
    await make();
    for (const named of [true, false]) {
      await expect(opened(named)).rejects.toMatchObject({
        code: 'setup.prompt',
        message: expect.stringMatching(new RegExp(problem)),
        suggestions: [expect.stringContaining(named ? 'PROMPT_FILE' : 'built-in')],
      });
    }
  });

  it('is used although it is large, with a warning', async () => {
    await writeFile(file, 'x'.repeat(400_001));
    const { prompt, world } = await opened();
    expect((await prompt.load(live)).text).toHaveLength(400_001);
    expect(world.named('prompt-large')).toEqual([{ file, bytes: 400_001 }]);
  });

  it('that was named must exist', async () => {
    await expect(opened()).rejects.toMatchObject({
      code: 'setup.prompt',
      message: expect.stringContaining('does not exist'),
      suggestions: [expect.stringContaining('PROMPT_FILE')],
    });
  });

  it('gives way to the built-in prompt where nobody named one, until it appears', async () => {
    const { prompt, world } = await opened(false);
    const first = await prompt.load(live);
    expect(first.text).toBe(builtInPrompt);
    await prompt.load(live);
    await writeFile(file, 'We sell tea.');
    expect(await prompt.load(live)).toMatchObject({ text: 'We sell tea.' });
    expect(world.events.map(({ event }) => event)).toEqual(['prompt-built-in', 'prompt-changed']);
  });
});

describe('a change', () => {
  beforeEach(() => writeFile(file, 'first'));

  it('is taken up by the next turn, with one line in the log', async () => {
    const { prompt, world } = await opened();
    const { version } = await prompt.load(live);
    await writeFile(file, 'other');
    const turns = await Promise.all(Array.from({ length: 20 }, () => prompt.load(live)));
    expect(new Set(turns.map(({ text }) => text))).toEqual(new Set(['other']));
    await prompt.load(live);
    expect(turns[0]?.version).not.toBe(version);
    expect(world.named('prompt-changed')).toEqual([{ file, version: turns[0]?.version, bytes: 5 }]);
  });

  it('is seen when an editor puts a new file in the place of the old, even one of the same age and size', async () => {
    const { prompt } = await opened();
    const { atime, mtime } = await stat(file);
    await writeFile(join(folder, 'new'), 'other');
    await utimes(join(folder, 'new'), atime, mtime);
    await rename(join(folder, 'new'), file);
    expect(await prompt.load(live)).toMatchObject({ text: 'other' });
  });

  it('is not taken up while it is being written', async () => {
    const { prompt, world } = await opened();
    world.clock.ahead = 0;
    await writeFile(file, 'half of wh');
    const { mtimeMs } = await stat(file);
    const frozen = { ...world, now: () => mtimeMs + 100 };
    const early = await PromptFile.open({ file, named: true }, frozen);
    await writeFile(file, '');
    await utimes(file, mtimeMs / 1000, mtimeMs / 1000);
    expect(await early.load(live)).toMatchObject({ text: 'half of wh' });
    expect(world.named('prompt-broken')).toEqual([]);
    world.clock.ahead = 60_000;
    expect(await prompt.load(live)).toMatchObject({ text: 'first' });
    expect(world.named('prompt-broken')).toHaveLength(1);
  });

  it('goes back to the same text without a word', async () => {
    const { prompt, world } = await opened();
    await writeFile(file, 'first');
    await utimes(file, new Date(1), new Date(1));
    await prompt.load(live);
    expect(world.events).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['is emptied', () => truncate(file, 0), 'it is empty'],
    ['goes', () => unlink(file), 'it does not exist'],
    [
      'cannot be reached',
      () => unlink(file).then(() => symlink(file, file)),
      'it cannot be read (ELOOP)',
    ],
    ['turns into UTF-16', () => writeFile(file, utf16('Цены')), 'UTF-16'],
    ['turns into rubbish', () => writeFile(file, Buffer.from([0xff, 0xff, 0x00])), 'not UTF-8'],
    ['grows beyond all measure', () => truncate(file, 3_000_000), 'larger'],
  ])('keeps the last good text when the file %s', async (_name, spoil, problem) => {
    const { prompt, world } = await opened();
    const good = await prompt.load(live);
    await spoil();
    expect(await prompt.load(live)).toEqual(good);
    expect(await prompt.load(live)).toEqual(good);
    expect(world.named('prompt-broken')).toEqual([
      { file, problem: expect.stringContaining(problem), version: good.version },
    ]);
    expect(prompt.problem()).toContain(problem);
    await rm(file, { force: true });
    await writeFile(file, 'mended');
    expect(await prompt.load(live)).toMatchObject({ text: 'mended' });
    expect(prompt.problem()).toBeUndefined();
    expect(world.named('prompt-changed')).toHaveLength(1);
  });

  it('is told when a broken file is the old one again', async () => {
    const { prompt, world } = await opened();
    await truncate(file, 0);
    await prompt.load(live);
    await writeFile(file, 'first');
    await prompt.load(live);
    expect(world.events.map(({ event }) => event)).toEqual(['prompt-broken', 'prompt-changed']);
  });
});

describe('the plugin', () => {
  it('takes .md and .txt and says what else to do', () => {
    for (const name of ['prompt.md', 'notes/Цены.TXT'])
      expect(valuesFor(plugin.settings, { PROMPT_FILE: name }).file).toBe(name);
    for (const name of ['prompt.docx', 'prompt']) {
      expect(() => valuesFor(plugin.settings, { PROMPT_FILE: name })).toThrow(
        /^PROMPT_FILE must name a \.md or \.txt file/,
      );
    }
  });

  it('opens the named file', async () => {
    await writeFile(file, 'Tea.');
    const prompt = await plugin.create(
      valuesFor(plugin.settings, { PROMPT_FILE: file }),
      testWorld(),
    );
    expect(await prompt.load(live)).toMatchObject({ text: 'Tea.' });
  });

  it('checks what the bot would read', async () => {
    const world = { ...testWorld(), dataFolder: join(folder, 'data') };
    const check = async (): Promise<unknown> =>
      plugin.check?.(valuesFor(plugin.settings, { PROMPT_FILE: file }), world, live);
    await expect(check()).rejects.toThrow('does not exist');
    await writeFile(file, 'Tea.');
    expect(await check()).toMatchObject([
      { level: 'ok', message: expect.stringMatching(/: 4 characters, version [0-9a-f]{12}$/) },
    ]);
    const versions = new PromptVersions(world.dataFolder);
    const { name } = await versions.keep({ text: 'Tea.', source: file, kind: 'file' }, 0);
    expect(await check()).toMatchObject([
      { message: expect.stringMatching(new RegExp(`version ${name} \\([0-9a-f]{12}\\)$`)) },
    ]);
    await writeFile(file, 'x'.repeat(400_001));
    expect(await check()).toMatchObject([{ level: 'warning', suggestions: ['Shorten it.'] }]);
  });
});

describe('the built-in prompt', () => {
  it('claims to know nothing and forbids inventing', () => {
    expect(builtInPrompt).toMatch(/You do not know/);
    expect(builtInPrompt).toMatch(/Never guess, invent or promise/);
    for (const fact of ['prices', 'opening hours', 'address'])
      expect(builtInPrompt).toContain(fact);
    expect(builtInPrompt).not.toMatch(/\d/);
  });
});

describe('a prompt file that was synced and then lost', () => {
  /** Both look at the same file and the same data folder, as `serve` and `prompts sync` do. */
  const both = async () => {
    const world = { ...worldAhead(), dataFolder: join(folder, 'data') };
    const serve = await PromptFile.open({ file, named: true }, world);
    const versions = new PromptVersions(world.dataFolder);
    const sync = async (): Promise<void> => {
      const other = await PromptFile.open({ file, named: true }, world);
      await finishSync(await planSync(other, versions, live), versions, world.now());
    };
    return { serve, sync, world };
  };

  it.each([
    ['emptied', () => writeFile(file, '')],
    ['removed', () => rm(file)],
  ])('holds as it was synced, not as it was before: %s', async (_name, lose) => {
    await writeFile(file, 'Чай 500');
    const { serve, sync, world } = await both();
    await sync();
    await writeFile(file, 'Чай 600');
    world.clock.ahead += 1000;
    await sync();
    world.clock.ahead += 1000;
    await lose();
    expect(await serve.load(live)).toMatchObject({ text: 'Чай 600' });
    expect(serve.problem()).toContain('cannot be used');
    expect(world.named('prompt-broken')).toMatchObject([
      { version: (await serve.load(live)).version },
    ]);
    await writeFile(file, 'Чай 700');
    expect(await serve.load(live)).toMatchObject({ text: 'Чай 700' });
  });

  it('holds also when the synced text is one that was kept long ago', async () => {
    await writeFile(file, 'A');
    const { serve, sync, world } = await both();
    await sync();
    await writeFile(file, 'B');
    world.clock.ahead += 1000;
    expect(await serve.load(live)).toMatchObject({ text: 'B' });
    await writeFile(file, 'A');
    world.clock.ahead += 1000;
    await sync();
    await writeFile(file, '');
    expect(await serve.load(live)).toMatchObject({ text: 'A' });
  });

  it('and not what was synced before the last reading', async () => {
    await writeFile(file, 'A');
    const { serve, sync, world } = await both();
    await sync();
    await writeFile(file, 'B');
    world.clock.ahead += 1000;
    expect(await serve.load(live)).toMatchObject({ text: 'B' });
    await writeFile(file, '');
    expect(await serve.load(live)).toMatchObject({ text: 'B' });
  });

  it('holds also for a bot that starts when it is lost already', async () => {
    await writeFile(file, 'Чай 500');
    const { sync, world } = await both();
    await sync();
    await writeFile(file, '');
    const started = await PromptFile.open({ file, named: true }, world);
    expect(await started.load(live)).toMatchObject({ text: 'Чай 500' });
    expect(started.problem()).toContain('cannot be used: it is empty');
    expect(world.named('prompt-broken')).toHaveLength(1);
    await expect(started.fetch(live)).rejects.toMatchObject({ code: 'setup.prompt' });
    await writeFile(file, 'Чай 700');
    world.clock.ahead += 1000;
    expect(await started.load(live)).toMatchObject({ text: 'Чай 700' });
    expect(started.problem()).toBeUndefined();
  });

  it('holds while the file is being written', async () => {
    await writeFile(file, 'A');
    const { serve, sync, world } = await both();
    await writeFile(file, 'B');
    world.clock.ahead += 1000;
    await sync();
    await writeFile(file, 'half of');
    world.clock.ahead = 0;
    expect(await serve.load(live)).toMatchObject({ text: 'B' });
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { History } from '../../src/core/history/history.ts';
import { PromptVersions } from '../../src/core/prompts/prompt-versions.ts';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { openAiFaults } from '../../src/sandbox/openai/index.ts';
import { wabotHere } from '../cli.ts';
import { keepingLog, openFile } from '../core/memories.ts';
import { customer, dialogueOf } from '../flow/dialogue.ts';
import { openWorld, type World } from '../flow/world.ts';

const chat = customer(1);
const at = Date.now() - 60_000;

/** A journal with a message that was answered, and the chat as it went on. */
async function answered(world: World): Promise<void> {
  await world.journal(async ({ inbox, turns }) => {
    await inbox.accept({
      id: 'two',
      chat,
      at,
      content: { type: 'text', text: 'Сколько стоит курс?' },
    });
    const record = { id: `${chat}/two`, chat, at, entries: [], facts: {} };
    await turns.settle({ chat, inbound: ['two'], replies: [], record });
  });
  const history = new History(openFile(join(world.folder, 'data/memory.db')), {
    limit: 20,
    ttlMs: 1e9,
    log: keepingLog(),
  });
  const said = (id: string, role: Entry['role'], text: string): Entry => ({ id, role, text, at });
  const entries = [
    said('one', 'customer', 'Привет'),
    said('reply:one', 'bot', 'Здравствуйте!'),
    said('two', 'customer', 'Сколько стоит курс?'),
    said('reply:two', 'bot', 'Старый ответ'),
    said('three', 'customer', 'Спасибо'),
  ];
  await history.record({ id: 'all', chat, at, entries, facts: { language: 'ru' } });
  await history.close();
}

describe('replay', () => {
  it('answers again on the chat as it was, sends nothing and keeps nothing', async () => {
    await using world = await openWorld({ idle: true });
    await answered(world);
    const { code, stdout, value } = await wabotHere(['replay', 'two'], {
      cwd: world.folder,
      env: world.env,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Heard: Сколько стоит курс?\n' });
    expect(value).toMatchObject({
      message: { id: 'two', chat, at: new Date(at).toISOString() },
      replies: ['Heard: Сколько стоит курс?'],
      language: 'ru',
    });
    const [asked] = world.openAi.requests.flatMap((heard) =>
      heard.chat ? [dialogueOf(heard.chat)] : [],
    );
    expect(asked?.said.map(({ text }) => text)).toEqual([
      'Привет',
      'Здравствуйте!',
      'Сколько стоит курс?',
    ]);
    expect(world.greenApi.calls).toEqual([]);
    expect(await world.journal(({ turns }) => turns.unremembered())).toHaveLength(1);
    const again = await wabotHere(['replay', 'two'], { cwd: world.folder, env: world.env });
    expect(again.stdout).toBe(stdout);
  });

  it('takes another version of the prompt, a dead letter, and a voice note from WhatsApp', async () => {
    await using world = await openWorld({ idle: true, openAi: { hear: () => 'Когда начало?' } });
    const versions = new PromptVersions(join(world.folder, 'data'));
    await versions.keep({ text: 'Начало в мае.', source: 'x', kind: 'gdocs' }, at);
    world.greenApi.speak(
      chat,
      await readFile(join(import.meta.dirname, '../voices/ru-human-03.ogg')),
      { idMessage: 'note' },
    );
    await world.journal(async ({ inbox, turns }) => {
      await inbox.accept({ id: 'note', chat, at, content: { type: 'voice', media: {} } });
      const record = { id: `${chat}/note`, chat, at, entries: [], facts: {} };
      await turns.settle({ chat, inbound: ['note'], replies: [], record, givenUp: 'budget' });
    });
    const [letter] = await world.journal(({ letters }) => letters.list(1));
    const { stdout, value } = await wabotHere(['replay', letter?.id ?? '', '--prompt', '1'], {
      cwd: world.folder,
      env: world.env,
    });
    expect(stdout).toBe('Heard: Когда начало?\n');
    expect(value).toMatchObject({ promptVersion: 'gdocs-1' });
    expect(JSON.stringify(world.openAi.requests.at(-1)?.chat?.messages)).toContain('Начало в мае.');
  });

  it('gives up in time when the model is silent', async () => {
    await using world = await openWorld({ idle: true, env: { WABOT_TURN_TIMEOUT_MS: '300' } });
    await answered(world);
    world.openAi.fault('chat', openAiFaults.hang);
    const { code, stdout } = await wabotHere(['replay', 'two', '--json'], {
      cwd: world.folder,
      env: world.env,
    });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'service.model.timeout', exit: 4 } });
    expect(code).toBe(4);
  });

  it.each([['nobody'], ['two', '--prompt', '7']])('%j is wrong usage', async (...args) => {
    await using world = await openWorld({ idle: true });
    await answered(world);
    expect(
      await wabotHere(['replay', ...args], { cwd: world.folder, env: world.env }),
    ).toMatchObject({ code: 2 });
    expect(world.openAi.requests).toEqual([]);
  });
});

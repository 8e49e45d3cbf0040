import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { voice } from '../plugins/transcoder/ffmpeg/sounds.ts';
import { customer, questions } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const chat = customer(1);

/** What the model was told in its latest request. */
function lastQuestion(world: World): { system: string; said: { role: string; text: string }[] } {
  return questions(world.openAi).at(-1) ?? { system: '', said: [] };
}

function said(world: World): string[] {
  return lastQuestion(world).said.map(({ text }) => text);
}

describe.concurrent('what the model knows of a chat', () => {
  it('is what both sides said there, spoken words included, and nothing of any other', async () => {
    await using world = await openWorld({ openAi: { hear: () => 'Сказано' } });
    await world.ask(customer(2), 'Чужое');
    await world.ask(chat, 'Раз');
    world.greenApi.speak(chat, await voice('ru-human-03'));
    await world.replies(chat, 2);
    await world.ask(chat, 'Три');
    expect(said(world)).toEqual(['Раз', 'Heard: Раз', 'Сказано', 'Heard: Сказано', 'Три']);
    expect(lastQuestion(world).said.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
  });

  it('outlives a restart, and the chat is greeted once', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Раз');
    const first = lastQuestion(world).system;
    await world.settled();
    await world.restart();
    await world.ask(chat, 'Два');
    expect(said(world)).toEqual(['Раз', 'Heard: Раз', 'Два']);
    expect(first).toContain('first message of the customer');
    expect(lastQuestion(world).system).not.toContain('first message of the customer');
  });

  it('is limited to the newest messages, and the chat is known all the same', async () => {
    await using world = await openWorld({ env: { WABOT_HISTORY_LIMIT: '2' } });
    for (const text of ['Раз', 'Два', 'Три']) await world.ask(chat, text);
    const [first, ...others] = said(world);
    // What waits for the summary comes before, as a record and not as what is said now.
    expect(first).toMatch(/<earlier>\nCustomer: Раз\nAssistant: Heard: Раз\n<\/earlier>\n\nДва$/);
    expect(others).toEqual(['Heard: Два', 'Три']);
    expect(lastQuestion(world).system).not.toContain('first message of the customer');
  });

  it('is forgotten when the chat was quiet for long', async () => {
    await using world = await openWorld({ env: { WABOT_HISTORY_TTL: '1s' } });
    await world.ask(chat, 'Раз');
    await world.settled();
    await until(async () => {
      await sleep(1100);
      await world.ask(chat, 'Два');
      expect(said(world)).toEqual(['Два']);
    });
    expect(lastQuestion(world).system).toContain('first message of the customer');
  });

  it('does not outlive the process with memory/memory', async () => {
    await using world = await openWorld({ env: { WABOT_MEMORY: 'memory' } });
    await world.ask(chat, 'Раз');
    await world.ask(chat, 'Два');
    expect(said(world)).toEqual(['Раз', 'Heard: Раз', 'Два']);
    await world.settled();
    await world.restart();
    await world.ask(chat, 'Три');
    expect(said(world)).toEqual(['Три']);
  });
});

describe.concurrent('what all chats share', () => {
  it('goes first and is the same byte for byte', async () => {
    await using world = await openWorld();
    await world.ask(chat, 'Сколько стоит курс?');
    await world.ask(customer(2), 'How much is the course?');
    const [one = '', other = ''] = questions(world.openAi).map(({ system }) => system);
    const shared = one.slice(0, one.lastIndexOf('</business>'));
    expect(shared.length).toBeGreaterThan(1000);
    expect(other.startsWith(shared)).toBe(true);
  });
});

describe.concurrent('the prompt file', () => {
  it('takes effect with the next turn when it changes; a broken one changes nothing', async () => {
    const env = { WABOT_CHAT_HOURLY: '0', WABOT_LOOP_GUARD: 'false' };
    await using world = await openWorld({ idle: true, env });
    const file = join(world.folder, 'prompt.md');
    world.env['PROMPT_FILE'] = file;
    await writeFile(file, 'Курс стоит 35 000 ₸.');
    await world.start();
    await world.ask(chat, 'Раз');
    expect(lastQuestion(world).system).toContain('35 000');
    await writeFile(file, 'Курс стоит 40 000 ₸.');
    await until(async () => {
      await world.ask(chat, 'Два');
      expect(lastQuestion(world).system).toContain('40 000');
    });
    expect(lastQuestion(world).system).not.toContain('35 000');
    await writeFile(file, Buffer.from([0xff, 0xfe, 0x00]));
    await until(async () => {
      await world.ask(chat, 'Три');
      expect((await world.log()).map(({ event }) => event)).toContain('prompt-broken');
    });
    expect(lastQuestion(world).system).toContain('40 000');
  });
});

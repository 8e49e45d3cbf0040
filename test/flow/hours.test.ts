import { describe, expect, it } from 'vitest';
import { customer, questions } from './dialogue.ts';
import { openWorld, type World } from './world.ts';

const hour = 60 * 60 * 1000;
const env = {
  WABOT_TIME_ZONE: 'Asia/Almaty',
  WABOT_HOURS: 'Пн-Пт 10:00-19:00, обед 13-14, Сб 11-16',
  WABOT_HOLIDAYS: 'kz, 2026-12-10',
};

/** Sets the bot's clock to a moment of Almaty. */
function setClock(world: World, moment: string): void {
  world.ahead = Date.parse(`${moment}+05:00`) - Date.now();
}

/** A customer writes at that moment, by the bot's clock and their own. */
async function askAt(world: World, chat: string, moment: string, text: string): Promise<void> {
  setClock(world, moment);
  const before = world.heardBy(chat).length;
  world.greenApi.say(chat, text, { at: Date.parse(`${moment}+05:00`) });
  await world.replies(chat, before + 1);
}

/** What the model was told when it was asked last. */
function told(world: World): string {
  return questions(world.openAi).at(-1)?.system ?? '';
}

describe('a bot that knows the time', () => {
  it('tells the model date, weekday, time, whether it is open, and the days that come', async () => {
    await using world = await openWorld({ env });
    await askAt(world, customer(1), '2026-12-09T12:30', 'Вы сейчас открыты?');
    expect(told(world)).toContain('It is Wednesday, 9 December 2026, 12:30 where the business is');
    expect(told(world)).toContain('The business is open now; it closes today at 13:00.');
    expect(told(world)).toContain('10 December 2026: closed (by a decision of the business)');
    await askAt(world, customer(1), '2026-12-09T19:00', 'А сейчас?');
    expect(told(world)).toContain('The business is closed now; it opens on Friday at 10:00.');
    expect(told(world)).toContain('16 December 2026: closed (Independence Day)');
  });

  it('keeps the part that all chats share the same, byte for byte, at all times', async () => {
    await using world = await openWorld({ env });
    await askAt(world, customer(1), '2026-12-09T12:30', 'Есть шампунь?');
    await askAt(world, customer(2), '2026-12-09T18:59', 'Do you sell shampoo?');
    await askAt(world, customer(2), '2026-12-13T03:00', 'Сусабын бар ма?');
    const shared = questions(world.openAi).map(
      ({ system }) => system.split('\n# This chat\n', 1)[0],
    );
    expect(shared).toHaveLength(3);
    expect(new Set(shared).size).toBe(1);
    expect(shared[0]).toMatch(/<\/business>\n$/);
  });

  it('says that nobody has told when it is open', async () => {
    await using world = await openWorld();
    await askAt(world, customer(1), '2026-12-09T12:30', 'Вы открыты?');
    expect(told(world)).toContain('12:30 where the business is');
    expect(told(world)).toContain('When the business is open is not known here');
  });

  it('tells the model when a message was written that is more than ten minutes old', async () => {
    await using world = await openWorld({ env });
    setClock(world, '2026-12-09T12:30');
    world.greenApi.say(customer(1), 'Сегодня успею?', {
      at: Date.now() + world.ahead - 11 * 60_000,
    });
    await world.replies(customer(1));
    expect(told(world)).toContain(
      'was written on Wednesday, 9 December 2026 at 12:19 (11 min ago)',
    );
    world.greenApi.say(customer(2), 'Сегодня успею?', { at: Date.now() + world.ahead - 13 * hour });
    await world.replies(customer(2));
    expect(told(world)).toContain('you are sorry for the late answer');
  });
});

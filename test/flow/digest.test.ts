import { describe, expect, it } from 'vitest';
import { dueDigest } from '../../src/core/report/weekly-digest.ts';
import { wabotHere } from '../cli.ts';
import { owner, startAlertReceivers } from './alert-receivers.ts';
import { customer } from './dialogue.ts';
import { chatOf } from './messenger.ts';
import { openWorld, until } from './world.ts';

const dayMs = 86_400_000;
const timeZone = 'Asia/Almaty';
const time = { weekday: 0, minutes: 9 * 60 };

/** How far ahead the first moment is at which this week’s digest is due, milliseconds. */
function aheadOfDigest(): number {
  const now = Date.now();
  const quarter = 15 * 60_000;
  for (let at = now + quarter; ; at += quarter) {
    const due = dueDigest(time, at, timeZone);
    // The week that holds this moment, not the one before it.
    if (due && Date.parse(due.date) > now) return at - now;
  }
}

describe('the digest of a week', () => {
  it('comes to the owners once by every route, however often the bot starts, and holds what `report` says', async () => {
    await using receivers = await startAlertReceivers();
    const env = { ...receivers.env, WABOT_LANGUAGES: 'ru', WABOT_TIME_ZONE: timeZone };
    await using world = await openWorld({ env });
    for (const each of [1, 2, 3]) await world.ask(customer(each), 'Сколько стоит курс?');
    await world.settled();
    expect(world.heardBy(chatOf(owner))).toEqual([]);
    world.ahead = aheadOfDigest();
    await world.restart();
    const [digest = ''] = await world.replies(chatOf(owner));
    expect(digest).toMatch(
      /^📊 Неделя \d\d\.\d\d–\d\d\.\d\d: что сделал бот\n[^]*Чатов: 3, ответов: 3\n/,
    );
    await until(() => expect(receivers.telegram.written).toHaveLength(1));
    await until(() => expect(receivers.events.map(({ type }) => type)).toEqual(['digest']));
    world.ahead += 30 * 3_600_000;
    await world.restart();
    await world.serving.whenTold();
    expect(world.heardBy(chatOf(owner))).toEqual([digest]);
    const cli = { cwd: world.folder, env: world.env };
    const { value } = await wabotHere(['report', '--days', '30', '--json'], cli);
    expect(value).toMatchObject({
      figures: { chats: 3, replies: 3, handedOver: 0 },
      answers: [],
    });
    const usage = await wabotHere(['usage', '--json'], cli);
    expect(usage.value).toMatchObject({ total: { replies: 3 } });
    const { stdout } = await wabotHere(['report'], cli);
    expect(stdout).toMatch(/DAY +CHATS +REPLIES +USD[^]*█/);
    expect(stdout).toContain('Chats: 3, answers: 3');
  });

  it('is left where the bot was down for more than two days, and not wanted where it is off', async () => {
    await using world = await openWorld({
      env: { WABOT_OWNERS: owner, WABOT_TIME_ZONE: timeZone },
    });
    await world.ask(customer(1), 'Сколько стоит курс?');
    await world.settled();
    const due = aheadOfDigest();
    world.ahead = due + 2 * dayMs;
    await world.restart();
    world.env['WABOT_DIGEST'] = 'off';
    world.ahead = due;
    await world.restart();
    await world.settled();
    expect(await world.journal(({ notices }) => notices.list('owed'))).toEqual([]);
    expect(world.heardBy(chatOf(owner))).toEqual([]);
  });
});

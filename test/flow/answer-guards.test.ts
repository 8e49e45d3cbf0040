import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openWorld, type World, type WorldOptions } from './world.ts';

const { noFigures, paymentUnseen, personFollows } = builtInPhrases.ru;
const prompt = 'Курс шахмат стоит 25 000 ₸ в месяц. Телефон +7 700 000 00 01.';
const anna = customer(1);

/** A world whose model gives these answers in turn, the last one again and again, and what it was told each time. */
async function answering(
  answers: readonly string[],
  options: WorldOptions = {},
): Promise<World & { told: string[] }> {
  const told: string[] = [];
  const world = await openWorld({
    prompt,
    ...options,
    env: { WABOT_OWNERS: '+77009000001', ...options.env },
    openAi: {
      answer: ({ messages }) => {
        told.push(JSON.stringify(messages));
        return answers[Math.min(told.length, answers.length) - 1];
      },
    },
  });
  return Object.assign(world, { told });
}

const reasons = (world: World): Promise<(string | undefined)[]> =>
  world.journal(async ({ cases }) =>
    (await cases.list({ kind: 'ticket' })).map(({ about }) => about.reason),
  );

async function objections(world: World): Promise<object[]> {
  const charges = await world.journal(({ accounts }) => Array.fromAsync(accounts.usage(0)));
  return charges.flatMap(({ usage }) => usage?.objections ?? []);
}

describe.concurrent('a number that nobody gave', () => {
  it('is asked about once, with what it is; the right one goes out, and is counted', async () => {
    await using world = await answering(['Курс стоит 27 000 ₸.', 'Курс стоит 25 000 ₸.']);
    expect(await world.ask(anna, 'Сколько стоит курс?')).toBe('Курс стоит 25 000 ₸.');
    expect(world.told.map((one) => one.includes('«27 000 ₸»'))).toEqual([false, true]);
    await world.settled();
    expect([await objections(world), await reasons(world)]).toEqual([[{ numbers: 1 }], []]);
  });

  it('never goes out: an honest line and a ticket take its place', async () => {
    await using world = await answering(['Курс стоит 27 000 ₸.']);
    expect(await world.ask(anna, 'Сколько стоит курс?')).toBe(`${noFigures} ${personFollows}`);
    expect(world.told).toHaveLength(2);
    await world.settled();
    expect([await objections(world), await reasons(world)]).toEqual([
      [{ numbers: 2 }],
      ['numbers'],
    ]);
  });

  it('goes out as a step of a formula', async () => {
    const answer = 'За три месяца: \\( 25\\,000 \\times 3 \\times 0{,}9 = 67\\,500 \\) ₸.';
    await using world = await answering([answer]);
    expect(await world.ask(anna, 'Сколько за три месяца?')).toContain('25 000 × 3 × 0,9 = 67 500');
  });

  it('goes out where the guard is switched off', async () => {
    const env = { WABOT_GUARDS_OFF: 'numbers, payment' };
    await using world = await answering(['Курс стоит 27 000 ₸. Оплата получена.'], { env });
    expect(await world.ask(anna, 'Сколько стоит курс?')).toContain('27 000');
  });
});

describe.concurrent('a payment that only the customer tells of', () => {
  it('is not confirmed: an honest line and a ticket take its place', async () => {
    await using world = await answering(['Спасибо, оплата получена!']);
    expect(await world.ask(anna, 'Я оплатил, вот чек')).toBe(`${paymentUnseen} ${personFollows}`);
    await world.settled();
    expect([await objections(world), await reasons(world)]).toEqual([
      [{ payment: 2 }],
      ['payment'],
    ]);
  });
});

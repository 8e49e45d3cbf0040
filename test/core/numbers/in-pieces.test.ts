import { setImmediate as otherWork } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/answer-guards/guard.ts';
import { numbersGuard } from '../../../src/core/answer-guards/numbers-guard.ts';
import { strangerGuard } from '../../../src/core/answer-guards/stranger-guard.ts';
import { pieceLength, inPieces } from '../../../src/core/figures/pieces.ts';
import { readVouching, unvouchedBy } from '../../../src/core/numbers/invented-numbers.ts';

const length = 60_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(length / piece.length));

/** What a customer may send: 60 KB of digits, words and marks. */
const hostile: readonly string[] = [
  '5 000 ₸ ',
  '1,',
  '1 ',
  '1;2\n',
  '|a|1|\n',
  '|d|100|200|\n',
  '|',
  '\n',
  '5₸',
  '5 (пять) ',
  'двадцать пять тысяч ',
  '5 декабря 2026 ',
  '+7 701 000 00 00 ',
  'бесплатно слово ',
  '{"price":5},',
  'а',
].map(filled);

describe('long words of a customer', () => {
  it.each(hostile)('are read in short pieces', (text) => {
    const work = readVouching({ business: ['Чай 500 ₸.'], customer: [text] });
    const halts: number[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) halts.push(step.value);
    // Whether a line is one of a table is seen in one go.
    expect(halts.filter((read) => read > pieceLength).length).toBeLessThanOrEqual(2);
    expect(halts.length).toBeGreaterThan(length / pieceLength / 2);
    expect(unvouchedBy('Чай 600 ₸.', step.value)).toEqual(['600 ₸']);
  });

  it('are pieces that are the whole, cut behind a line, an entry, a sentence or a word', () => {
    for (const end of ['\n', '},', '. ', ' ', '']) {
      const text = filled(`слово1${end}`);
      const pieces = inPieces(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces.slice(0, -1).every((piece) => piece.endsWith(end))).toBe(true);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(pieceLength);
    }
  });

  it('are cut within no price, phone or sign, wherever they begin', () => {
    const words = 'мы рады вам всегда и везде';
    const figures = 'цена 30 000 тг и телефон +7 700 123 45 67';
    for (let more = 0; more < 90; more++) {
      const text = `${'а'.repeat(more)} ${`${words} ${figures} `.repeat(80)}`;
      const cuts = inPieces(text).slice(0, -1);
      expect(cuts.filter((piece) => /[\d+()-] $/.test(piece))).toEqual([]);
    }
    const pieces = inPieces(`а${'😀'.repeat(2_000)}`);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('vouch to their end', () => {
    const text = `${filled('это слова без числа, ')} моя запись была в 17:45`;
    const work = readVouching({ business: ['Чай 500 ₸.'], customer: [text] });
    let step = work.next();
    while (step.done !== true) step = work.next();
    expect(unvouchedBy('Ваша запись была в 17:45.', step.value)).toEqual([]);
    expect(unvouchedBy('Ваша запись была в 17:50.', step.value)).toEqual(['17:50']);
  });
});

/** How often other work had its turn until an answer was judged. */
async function turnsBeside(work: () => Promise<unknown>): Promise<number> {
  let [turns, isDone] = [0, false];
  const judged = work().then(() => (isDone = true));
  while (!isDone) {
    await otherWork();
    turns += 1;
  }
  await judged;
  return turns;
}

describe('other work has its turn', () => {
  const shared = { texts: () => ['Чай 500 ₸.'], business: () => [], results: () => [] };
  const answerTo = (text: string, customer: string) => ({
    answer: {
      text,
      finish: 'stop' as const,
      usage: { input: 1, cached: 0, output: 1 },
      model: 'm',
    },
    question: { shared: '', chat: '', messages: [] },
    again: false,
    wanted: {},
    confidential: { rules: '', business: '', secrets: [] },
    evidence: {
      ...shared,
      customer: () => [customer],
      people: () => [],
      called: () => ({ now: [], before: [] }),
      isStranger: async () => false,
    } satisfies Evidence,
  });

  it('while what the customer wrote is read for a number', async () => {
    const judge = async () => numbersGuard.look('Чай 600 ₸.', answerTo('Чай 600 ₸.', filled('7 ')));
    expect(await turnsBeside(judge)).toBeGreaterThan(length / pieceLength / 2);
  });

  it('in between, where many are judged at once', async () => {
    const many = Array.from({ length: 10 }, (_, index) => filled(`${index} `));
    const judge = async () =>
      Promise.all(
        many.map(async (text) => numbersGuard.look('Чай 600 ₸.', answerTo('Чай 600 ₸.', text))),
      );
    expect(await turnsBeside(judge)).toBeGreaterThan((many.length * length) / pieceLength / 2);
  });

  it('while it is read for phones', async () => {
    const text = 'Звоните +7 701 000 00 02.';
    const judge = async () => strangerGuard.look(text, answerTo(text, filled('+7 701 000 00 01 ')));
    expect(await turnsBeside(judge)).toBeGreaterThan(10);
  });
});

import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/answer-guards/guard.ts';
import { numbersGuard } from '../../../src/core/answer-guards/numbers-guard.ts';
import { spokenPart } from '../../../src/core/guards/index.ts';
import { formulasOf } from '../../../src/core/guards/latex.ts';

const evidence: Evidence = {
  texts: () => ['Курс шахмат 25 000 ₸ в месяц. Робототехника 30 000 ₸. Телефон: +7 727 000 00 01.'],
  business: () => [],
  results: () => [],
  customer: () => ['Сколько за три месяца?'],
  people: () => [],
  called: () => ({ now: [], before: [] }),
};
const month = String.raw`\( 25\,000 \times 3 = 75\,000 \) ₸.`;

async function foundIn(text: string): Promise<readonly string[]> {
  const verdict = await numbersGuard.look(spokenPart(text), {
    answer: { text, finish: 'stop', usage: { input: 1, cached: 0, output: 1 }, model: 'm' },
    question: { shared: '', chat: '', messages: [] },
    again: false,
    wanted: {},
    confidential: { rules: '', business: '', secrets: [] },
    evidence,
  });
  return typeof verdict === 'object' && 'found' in verdict ? (verdict.found ?? []) : [];
}

describe('an answer with formulas', () => {
  it.each([
    String.raw`${month} Со скидкой: \[ 75\,000 \times 0{,}9 = \boxed{67\,500} \] Итого $\approx 67\,500$ ₸, доставка $5.`,
    String.raw`\( 25\,000 \times 3 \times 0{,}9 = 67\,500 \) ₸.`,
    String.raw`Вместе: $25\,000 + 30\,000 = 55\,000$ ₸ в месяц.`,
    String.raw`Решаем: \( 3x + 5 = 20 \), значит \( x = 5 \).`,
    String.raw`За занятие: \( \frac{25\,000}{8} = 3\,125 \) ₸, телефон +7 727 000 00 01.`,
    String.raw`25 000 \times 3 = \text{75 000 ₸}`,
  ])('passes where they come out and rest on known prices: %s', async (text) => {
    expect(await foundIn(text)).toEqual([]);
  });

  it.each([
    [String.raw`За три месяца: \( 25\,000 \times 3 = 76\,000 \) ₸.`, ['76 000 ₸']],
    [String.raw`\( 27\,000 \times 3 = 81\,000 \) ₸.`, ['27 000', '81 000 ₸']],
    [`${month} Звоните: +7 727 000 00 02.`, ['+7 727 000 00 02']],
    [`${month} Учебник 4 500 ₸.`, ['4 500 ₸']],
    [`${month} Скидка 15 %.`, ['15 %']],
    [`${month} Открыто до 21:00.`, ['21:00']],
    [String.raw`Курс стоит $22\,000$ ₸.`, ['22 000 ₸']],
    [String.raw`Курс \boxed{22\,000} ₸.`, ['22 000 ₸']],
  ])(
    'is objected to where they do not, or what is beside them is invented: %s',
    async (text, found) => {
      expect(await foundIn(text)).toEqual(found);
    },
  );
});

it.each([
  ['Цена 5 000 ₸, $5–$10', []],
  [String.raw`(\(раз\)) и \[12\]`, []],
  [String.raw`\( 2 \times 3 \) и $x^2$`, [' 2 × 3 ', 'x²']],
  ['Итого:\n2 \\times 3 = 6', ['2 × 3 = 6']],
])('the formulas of %s', (text, found) => {
  expect(formulasOf(text)).toEqual(found);
});

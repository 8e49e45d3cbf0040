import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inventedNumbers } from '../../../src/core/numbers/index.ts';

interface Row {
  sources: string[];
  reply: string;
  class: string;
  invented: boolean;
}

/** Sources on a line of their own, then replies to them. Own wording, no real person or business, under the licence of this repository. */
function rowsOf(file: string): Row[] {
  const rows: Row[] = [];
  let sources: string[] = [];
  for (const line of readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter(Boolean)) {
    const read = JSON.parse(line) as Partial<Row>;
    if (read.reply === undefined) sources = read.sources ?? [];
    else
      rows.push({
        sources,
        reply: read.reply,
        class: read.class ?? '',
        invented: read.invented === true,
      });
  }
  return rows;
}

function wrongOf(rows: readonly Row[]): string[] {
  return rows
    .filter(
      ({ reply, sources, invented }) => inventedNumbers(reply, sources).length > 0 !== invented,
    )
    .map(({ reply, class: why }) => `${why}: ${reply}`);
}

describe.each(['given.jsonl', 'rounds.jsonl', 'trades.jsonl', 'errands.jsonl', 'services.jsonl'])(
  'the replies of %s',
  (file) => {
    it.each([true, false])('are told apart (invented: %s)', (invented) => {
      const rows = rowsOf(file).filter((row) => row.invented === invented);
      expect(rows.length).toBeGreaterThan(100);
      expect(wrongOf(rows)).toEqual([]);
    });
  },
);

/** The reply as often as it has groups of digits, each time with another one higher by one. */
function raised(reply: string): string[] {
  return [...reply.matchAll(/\d+/g)].map(({ 0: digits, index }) => {
    const higher = String(Number(digits) + 1).padStart(digits.length, '0');
    return reply.slice(0, index) + higher + reply.slice(index + digits.length);
  });
}

describe('what is named', () => {
  it.each(['given', 'rounds'])(
    'in the replies of %s, and with each number changed',
    async (file) => {
      const lines = rowsOf(`${file}.jsonl`).flatMap(({ reply, sources }) => {
        const named = (text: string): string =>
          inventedNumbers(text, sources).join(' | ').replaceAll('\n', ' ');
        return [
          `${reply.replaceAll('\n', ' ')} = ${named(reply)}`,
          ...raised(reply).map((text, at) => `  ${at + 1}: ${named(text)}`),
        ];
      });
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${file}-named.txt`);
    },
  );
});

describe('a number that nobody gave', () => {
  const sources = [
    'Чистка 18 000 ₸, приём 5 000 ₸. Пн–Пт 9:00–18:00.',
    'Сегодня вторник, 1 декабря 2026 г.',
  ];

  it.each([
    ['Чистка 19 000 ₸, приём 5 000 ₸', ['19 000 ₸']],
    ['Скидка 10 %', ['10 %']],
    ['Ждём в пятницу, 5 декабря', ['пятницу, 5 декабря']],
    ['Пишите на a@b.example', ['a@b.example']],
    ['18 000 + 5 000 = 24 000 ₸', ['24 000 ₸']],
    ['Чистка 5 000 ₸', ['5 000 ₸']],
    ['Приём 5 000 российских рублей', ['5 000 российских рублей']],
    ['Приём 5 тысяч американских долларов', ['5 тысяч американских долларов']],
    ['Қабылдау 5 000 АҚШ доллары', ['5 000 АҚШ доллары']],
    ['A visit is 5,000 US dollars', ['5,000 US dollars']],
    ['Приём 5 000 казахстанских тенге', []],
    ['Қабылдау 5 000 қазақстандық теңге', []],
  ])('is named as it stands: %s', (reply, invented) => {
    expect(inventedNumbers(reply, sources)).toEqual(invented);
  });

  it('is none where nothing is said in numbers', () => {
    expect(inventedNumbers('', [])).toEqual([]);
    expect(inventedNumbers('Здравствуйте!', [])).toEqual([]);
  });

  it('is every one where there are no sources', () => {
    expect(inventedNumbers('Чай 500 ₸', [])).toEqual(['500 ₸']);
  });
});

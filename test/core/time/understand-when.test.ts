import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { understandWhen } from '../../../src/core/time/index.ts';

interface Row {
  text: string;
  now: string;
  timeZone: string;
  when: { from: string; to: string } | null;
}

/** Own wording, no real person or business, under the licence of this repository. */
function rowsOf(file: string): Row[] {
  const lines = readFileSync(join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Row);
}

function instants(when: { from: string; to: string } | null | undefined): number[] | undefined {
  return when ? [when.from, when.to].map((at) => Date.parse(at)) : undefined;
}

function wrongOf(rows: readonly Row[]): unknown[] {
  return rows.flatMap(({ text, now, timeZone, when }) => {
    const got = understandWhen(text, { now: new Date(now), timeZone });
    return JSON.stringify(instants(got)) === JSON.stringify(instants(when)) ? [] : [[text, got]];
  });
}

/** The text without its first, its last or one of its middle words. */
function shortened(text: string): string[] {
  const words = text.split(/\s+/);
  const without = (at: number): string => words.toSpliced(at, 1).join(' ');
  return words.length < 3 ? [] : [without(0), without(Math.floor(words.length / 2)), without(-1)];
}

const given = { now: new Date('2026-12-02T10:20:00+05:00'), timeZone: 'Asia/Almaty' };

describe('when somebody wants to come', () => {
  it.each(['when-given.jsonl', 'when-rounds.jsonl'])('is understood in every row of %s', (file) => {
    const rows = rowsOf(file);
    expect(rows.length).toBeGreaterThan(250);
    expect(wrongOf(rows)).toEqual([]);
  });

  it('is understood in shortened rows as it stands in when-shortened.txt', async () => {
    const rows = ['when-given.jsonl', 'when-rounds.jsonl'].flatMap(rowsOf);
    const lines = rows.flatMap(({ text, now, timeZone }) =>
      shortened(text).map((short) => {
        const when = understandWhen(short, { now: new Date(now), timeZone });
        return `${now} ${short} = ${when === undefined ? 'nothing' : `${when.from} – ${when.to}`}`;
      }),
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('when-shortened.txt');
  });

  it('is told in the offset of the zone', () => {
    expect(understandWhen('завтра в 3', given)).toEqual({
      from: '2026-12-03T15:00:00+05:00',
      to: '2026-12-03T16:00:00+05:00',
    });
  });

  it('counts hours from the moment, over a change of the clocks, too', () => {
    const now = new Date('2026-10-25T00:30:00Z');
    expect(understandWhen('через 2 часа', { now, timeZone: 'Europe/Berlin' })).toEqual({
      from: '2026-10-25T03:30:00+01:00',
      to: '2026-10-25T04:30:00+01:00',
    });
  });

  it.each(['', '   ', '?', '🙂', '5', '15 000', '\u0000', 'а'.repeat(65_536), '1'.repeat(65_536)])(
    'is nothing in %.20j',
    (text) => {
      expect(understandWhen(text, given)).toBeUndefined();
    },
  );

  it('is nothing at a moment or in a zone that is none', () => {
    expect(understandWhen('завтра', { ...given, now: new Date(Number.NaN) })).toBeUndefined();
    expect(understandWhen('завтра', { ...given, timeZone: 'Mars/Base' })).toBeUndefined();
  });
});

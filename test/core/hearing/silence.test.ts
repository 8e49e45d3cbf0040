import { describe, expect, it } from 'vitest';
import { cutAtSilences, isSilent, isSteady } from '../../../src/core/hearing/silence.ts';

const silence = (from: number, to: number): { from: number; to: number } => ({ from, to });

describe('a recording in parts', () => {
  it('is whole when it is short enough', () => {
    expect(cutAtSilences({ seconds: 10, silences: [silence(4, 6)] }, 10)).toEqual([silence(0, 10)]);
  });

  it('ends each in the middle of the last pause that fits', () => {
    const silences = [silence(2, 4), silence(7, 8), silence(9.5, 11), silence(14, 16)];
    expect(cutAtSilences({ seconds: 20, silences }, 10)).toEqual([
      silence(0, 7.5),
      silence(7.5, 15),
      silence(15, 20),
    ]);
  });

  it('is cut where it must be when nobody pauses, or only at once', () => {
    expect(cutAtSilences({ seconds: 25, silences: [silence(0, 2)] }, 10)).toEqual([
      silence(0, 10),
      silence(10, 20),
      silence(20, 25),
    ]);
  });

  it('leaves nothing out and is never longer than allowed', () => {
    for (let seconds = 1; seconds < 120; seconds += 7.3) {
      const silences = Array.from({ length: 12 }, (_, index) =>
        silence(index * 9.7, index * 9.7 + 1.3),
      );
      const parts = cutAtSilences({ seconds, silences }, 12);
      expect(parts.every(({ from, to }) => to > from && to - from <= 12)).toBe(true);
      expect(parts.map(({ from }) => from)).toEqual([0, ...parts.slice(0, -1).map(({ to }) => to)]);
      expect(parts.at(-1)?.to).toBe(seconds);
    }
  });
});

it.each([
  [2.5, true],
  [4.9, true],
  [5, false],
  [25, false],
  [undefined, false],
])('a recording that swings by %s dB is steady: %s', (swingDb, steady) => {
  expect(isSteady(swingDb === undefined ? {} : { swingDb })).toBe(steady);
});

describe('silence', () => {
  const level = { seconds: 4, meanDb: -30, peakDb: -10, silences: [] };

  it.each([
    [{ ...level, meanDb: -91, peakDb: -90, silences: [silence(0, 4)] }, true],
    [{ ...level, peakDb: -55 }, true],
    [{ ...level, silences: [silence(0, 2), silence(2.1, 4)] }, true],
    [{ ...level, silences: [silence(0, 3)] }, false],
    [{ ...level, peakDb: -40 }, false],
    [level, false],
  ])('%j: %s', (measured, silent) => {
    expect(isSilent(measured)).toBe(silent);
  });
});

import { describe, expect, it } from 'vitest';
import { Pace } from '../../../../src/plugins/channel/green-api/pace.ts';
import { live } from './fake.ts';

/** A pace over a clock that only its own pauses and `pass` move. */
function startPace() {
  let now = 1_000_000;
  const pause = async (ms: number): Promise<void> => void (now += ms);
  const pace = new Pace({ now: () => now }, pause, '1');
  return {
    pace,
    pass: (ms: number): void => void (now += ms),
    /** How long one send after the other waits, each at once after the one before, milliseconds. */
    async waits(count: number): Promise<number[]> {
      const waited: number[] = [];
      for (let sends = 0; sends < count; sends += 1) {
        const before = now;
        await pace.turn(live());
        waited.push(now - before);
      }
      return waited;
    },
  };
}

/** Refusals one after the other, each after a send that followed the pause of the one before. */
async function refuseInARow({ pace, waits }: ReturnType<typeof startPace>, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    await pace.refused(1000);
    await waits(1);
  }
}

describe('the gap between sends', () => {
  it('narrows in steps while the vendor takes what is sent, and ends', async () => {
    const paced = startPace();
    await refuseInARow(paced, 7);
    const waited = await paced.waits(3000);
    expect(waited.slice(0, 3)).toEqual([1000, 1000, 1000]);
    const gaps = [...new Set(waited)];
    expect(gaps.slice(0, 4)).toEqual([1000, 500, 250, 125]);
    expect(gaps.at(-1)).toBe(0);
    expect(gaps).toEqual(gaps.toSorted((one, other) => other - one));
    const whole = waited.reduce((sum, ms) => sum + ms, 0);
    expect(whole).toBeLessThan(45_000);
  });

  it('goes soon after one short rate limit', async () => {
    const paced = startPace();
    await refuseInARow(paced, 1);
    expect((await paced.waits(2)).at(-1)).toBe(40);
    paced.pass(20_000);
    expect(await paced.waits(3)).toEqual([0, 0, 0]);
  });

  it('widens from where it was when the vendor refuses again', async () => {
    const paced = startPace();
    await refuseInARow(paced, 5);
    paced.pass(5_000);
    expect((await paced.waits(3)).at(-1)).toBe(320);
    await refuseInARow(paced, 1);
    expect((await paced.waits(2)).at(-1)).toBe(640);
  });

  it('does not narrow while the vendor wants nothing at all', async () => {
    const paced = startPace();
    await refuseInARow(paced, 3);
    await paced.pace.refused(60_000);
    paced.pass(60_000);
    expect((await paced.waits(2)).at(-1)).toBe(320);
  });
});

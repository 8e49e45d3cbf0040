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
    now: () => now,
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

/** The most sends that began within one second. */
function mostInOneSecond(moments: readonly number[]): number {
  return Math.max(
    ...moments.map((from) => moments.filter((at) => at >= from && at < from + 1000).length),
  );
}

describe('the pace of sends', () => {
  it('is free until the vendor refuses one, and soon after', async () => {
    const { pace, pass, waits } = startPace();
    expect(await waits(500)).toEqual(Array.from({ length: 500 }, () => 0));
    await pace.refused(1000);
    expect(await waits(3)).toEqual([1000, 21, 21]);
    pass(6_000);
    expect(await waits(500)).toEqual(Array.from({ length: 500 }, () => 0));
  });

  it('keeps to the documented 50 a second after a refusal, not to less', async () => {
    const { pace, now } = startPace();
    const from = now();
    const moments: number[] = [];
    await pace.refused(1000);
    for (let sends = 0; sends < 200; sends += 1) {
      await pace.turn(live());
      moments.push(now());
    }
    expect(mostInOneSecond(moments)).toBeLessThanOrEqual(50);
    expect(mostInOneSecond(moments)).toBeGreaterThanOrEqual(45);
    expect(now() - from).toBeLessThan(6_000);
  });

  it('holds up nobody for single refusals: 300 sends of which one in twenty is refused take as long as the rate asks', async () => {
    const { pace, now } = startPace();
    const from = now();
    for (let sends = 1; sends <= 315; sends += 1) {
      await pace.turn(live());
      if (sends % 20 === 0) await pace.refused(1_500);
    }
    expect(now() - from).toBeLessThan(10_000);
  });

  it('rests again and again while most sends are refused', async () => {
    const { pace, now } = startPace();
    const from = now();
    let sends = 0;
    while (now() - from < 60_000) {
      await pace.turn(live());
      await pace.refused(1_000);
      sends += 1;
    }
    expect(sends).toBeLessThan(60 * 5);
  });

  it('rests for all as long as the vendor itself asks', async () => {
    const { pace, waits, pass } = startPace();
    await pace.refused(1_000);
    await waits(30);
    await pace.refused(4_000);
    expect(await waits(2)).toEqual([4_000, 21]);
    await pace.refused(60_000);
    await expect(pace.turn(live())).rejects.toMatchObject({
      retryAfterMs: 60_000,
      outcomeUnknown: false,
    });
    pass(60_000);
    expect(await waits(2)).toEqual([0, 21]);
  });
});

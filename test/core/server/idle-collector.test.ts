import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleCollector } from '../../../src/core/server/idle-collector.ts';

let idle: boolean;
const collect = vi.fn<() => void>();
let collector: IdleCollector;

beforeEach(() => {
  vi.useFakeTimers();
  collect.mockReset();
  idle = false;
  collector = new IdleCollector(() => idle, collect);
});
afterEach(() => {
  collector.stop();
  vi.useRealTimers();
});

describe('an idle collector', () => {
  it('collects once when there is nothing to do any more, and not while there is', () => {
    vi.advanceTimersByTime(60_000);
    expect(collect).not.toHaveBeenCalled();
    idle = true;
    vi.advanceTimersByTime(60_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it('clears away what the start left, at the first look', () => {
    idle = true;
    vi.advanceTimersByTime(1_000);
    expect(collect).toHaveBeenCalledTimes(1);
  });

  it('does not take a breath between two messages for idleness', () => {
    for (let second = 0; second < 20; second += 1) {
      idle = second % 2 === 1;
      vi.advanceTimersByTime(1_000);
    }
    expect(collect).not.toHaveBeenCalled();
  });

  it('has nothing to do with a bot that stopped', () => {
    idle = true;
    collector.stop();
    vi.advanceTimersByTime(60_000);
    expect(collect).not.toHaveBeenCalled();
  });

  it('reaches the collection of the engine', () => {
    vi.useRealTimers();
    const real = new IdleCollector(() => true);
    expect(() => real.stop()).not.toThrow();
  });
});

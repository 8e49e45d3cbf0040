import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Arrival } from '../../../src/core/kinds/arrival.ts';
import { ArrivalWatch } from '../../../src/core/health/arrival-watch.ts';
import { problem } from '../../../src/core/kinds/finding.ts';
import type { LogFields } from '../../../src/core/log.ts';

const minuteMs = 60_000;
const nowhere = problem('no webhook URL is set', 'Set one.');

/** A watch over a vendor that says what the test puts there; time passes by hand. */
function watched(says: Arrival | Error) {
  const vendor = { says };
  const clock = { now: 1_000_000 };
  const events: [string, LogFields][] = [];
  const write = (event: string, fields: LogFields = {}): void => void events.push([event, fields]);
  const log = { debug: () => {}, info: write, warn: write, error: write };
  const look = (): Promise<Arrival> =>
    vendor.says instanceof Error ? Promise.reject(vendor.says) : Promise.resolve(vendor.says);
  const watch = new ArrivalWatch({ look, log, now: () => clock.now });
  /** Looks once a minute, so many times. */
  const pass = async (minutes: number, next?: Arrival | Error): Promise<void> => {
    if (next) vendor.says = next;
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.now += minuteMs;
      await watch.look();
    }
  };
  const named = (name: string): LogFields[] =>
    events.filter(([event]) => event === name).map(([, fields]) => fields);
  return { watch, pass, named };
}

describe('that nothing can arrive', () => {
  it('is told at once, again four times an hour, and when it is over', async () => {
    const { watch, pass, named } = watched({ problems: [nowhere] });
    await watch.look();
    expect(watch.deaf).toEqual(['nothing can arrive: no webhook URL is set']);
    expect(named('nothing-can-arrive')).toEqual([
      { problem: 'no webhook URL is set', suggestions: ['Set one.'] },
    ]);
    await pass(60);
    expect(named('nothing-can-arrive')).toHaveLength(5);
    await pass(1, { problems: [problem('incomingWebhook is off')] });
    expect(named('nothing-can-arrive')).toHaveLength(6);
    await pass(1, { problems: [] });
    expect([watch.deaf, named('arrival-mended')]).toEqual([[], [{}]]);
  });

  it('is not told to be over where it never was', async () => {
    const { watch, pass, named } = watched({ problems: [] });
    await watch.look();
    await pass(2);
    expect([watch.deaf, named('arrival-mended'), named('nothing-can-arrive')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('is never red, however long the queue grows', async () => {
    const { watch, pass } = watched({ problems: [nowhere], waiting: 1 });
    for (let waiting = 1; waiting < 20; waiting += 1)
      await pass(1, { problems: [nowhere], waiting });
    expect(watch.stalled).toBeUndefined();
  });

  it('stays as it was while the vendor cannot be asked', async () => {
    const { watch, pass } = watched({ problems: [nowhere] });
    await watch.look();
    await pass(5, new Error('away'));
    expect(watch.deaf).toHaveLength(1);
  });
});

describe('a watch', () => {
  afterEach(() => void vi.useRealTimers());

  /** A watch that has begun, over a vendor that answers when it is told to. */
  function begun(answers: () => Promise<Arrival>) {
    vi.useFakeTimers();
    const look = vi.fn<(signal: AbortSignal) => Promise<Arrival>>(answers);
    const log = { debug: vi.fn<() => void>(), info: () => {}, warn: () => {}, error: () => {} };
    const watch = new ArrivalWatch({ look, log, now: () => 0 });
    watch.watch();
    return { watch, look, log };
  }

  it.each([
    ['answers', () => Promise.resolve({ problems: [] })],
    ['is away', () => Promise.reject(new Error('away'))],
  ])(
    'asks once a minute, and never again once it is stopped, where the vendor %s',
    async (_, answers) => {
      const { watch, look } = begun(answers);
      await vi.advanceTimersByTimeAsync(minuteMs - 1);
      expect(look).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(2 * minuteMs + 1);
      expect(look).toHaveBeenCalledTimes(4);
      watch.stop();
      await vi.advanceTimersByTimeAsync(5 * minuteMs);
      expect([look.mock.calls.length, vi.getTimerCount()]).toEqual([4, 0]);
    },
  );

  it('that is stopped while the vendor is asked breaks that off, without a word and without another question', async () => {
    const { watch, look, log } = begun(() => Promise.withResolvers<Arrival>().promise);
    look.mock.calls[0]?.[0].throwIfAborted();
    watch.stop();
    expect(look.mock.calls[0]?.[0].aborted).toBe(true);
    const {
      watch: other,
      look: asked,
      log: heard,
    } = begun(() => Promise.reject(new Error('away')));
    other.stop();
    await vi.advanceTimersByTimeAsync(5 * minuteMs);
    expect([asked.mock.calls.length, heard.debug.mock.calls, log.debug.mock.calls]).toEqual([
      1,
      [],
      [],
    ]);
  });
});

describe('silence', () => {
  it.each<[string, Arrival]>([
    ['with an empty queue', { problems: [], waiting: 0 }],
    ['with a queue that stays as it is', { problems: [], waiting: 7 }],
    ['where the vendor does not tell', { problems: [] }],
  ])('says nothing %s', async (_name, says) => {
    const { watch, pass } = watched(says);
    await pass(60);
    expect([watch.deaf, watch.stalled]).toEqual([[], undefined]);
  });

  it('is red once the queue has grown for longer than a vendor waits after one refusal, until something comes', async () => {
    const { watch, pass, named } = watched({ problems: [], waiting: 1 });
    await pass(1);
    await pass(1, { problems: [], waiting: 2 });
    await pass(1, { problems: [], waiting: 3 });
    expect(watch.stalled).toBeUndefined();
    await pass(5, { problems: [], waiting: 4 });
    expect(watch.stalled).toContain('(4 wait)');
    expect(named('nothing-arrives')).toEqual([{ waiting: 4 }]);
    watch.heard();
    expect(watch.stalled).toBeUndefined();
    await pass(2, { problems: [], waiting: 5 });
    expect(watch.stalled).toBeUndefined();
  });

  it('is not red while messages come, however long the queue', async () => {
    const { watch, pass } = watched({ problems: [] });
    for (let waiting = 10; waiting < 40; waiting += 1) {
      await pass(1, { problems: [], waiting });
      watch.heard();
    }
    expect(watch.stalled).toBeUndefined();
  });
});

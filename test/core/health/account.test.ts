import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AccountWatch } from '../../../src/core/health/account.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import type { ChannelState } from '../../../src/core/kinds/channel.ts';

const authorized: ChannelState = { ready: true, detail: 'authorized' };
const lost: ChannelState = { ready: false, detail: 'notAuthorized' };
const away = new ServiceError('green-api.unavailable', 'GREEN-API is away', { retryable: true });
const wrong = new SetupError('green-api.unauthorized', 'The token is wrong');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** An account at a vendor that says what the test puts there, asked from now on. */
function account(says: ChannelState | Error) {
  const vendor = { says, asked: 0 };
  const events: string[] = [];
  const write =
    (level: string) =>
    (event: string, fields: object = {}): void =>
      void events.push(
        [level, event, ...Object.values(fields).filter((value) => typeof value === 'string')].join(
          ' ',
        ),
      );
  const onMended = vi.fn<() => void>();
  const state = async (signal: AbortSignal): Promise<ChannelState> => {
    vendor.asked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    if (vendor.says instanceof Error) throw vendor.says;
    return vendor.says;
  };
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  const asked = new AccountWatch({ channel: { state }, log, onMended });
  asked.watch();
  /** Lets this time pass, after which the vendor says something else. */
  const pass = async (ms: number, next: ChannelState | Error = vendor.says): Promise<void> => {
    vendor.says = next;
    await vi.advanceTimersByTimeAsync(ms);
  };
  return { account: asked, vendor, events, onMended, pass };
}

describe('the account', () => {
  it('is asked for each minute, and each five seconds until it is known', async () => {
    const { account: asked, vendor, pass } = account(away);
    expect([asked.state, asked.trouble]).toEqual([
      undefined,
      'the state of the WhatsApp account is unknown: not asked yet',
    ]);
    await pass(4_999);
    expect([vendor.asked, asked.trouble]).toEqual([
      1,
      'the state of the WhatsApp account is unknown: GREEN-API is away',
    ]);
    await pass(1, authorized);
    await pass(1);
    expect([vendor.asked, asked.state, asked.trouble]).toEqual([2, 'authorized', undefined]);
    await pass(59_990);
    expect(vendor.asked).toBe(2);
    await pass(20);
    expect(vendor.asked).toBe(3);
  });

  it('stays what it was while the vendor is unavailable, but not when the operator must change something', async () => {
    const { account: asked, events, pass } = account(authorized);
    await pass(1);
    await pass(60_001, away);
    expect([asked.state, asked.trouble]).toEqual(['authorized', undefined]);
    await pass(60_001, wrong);
    expect(asked.trouble).toBe('the WhatsApp account cannot be used: The token is wrong');
    await pass(60_001, new Error('bug'));
    expect(asked.trouble).toBe('the WhatsApp account cannot be used: The token is wrong');
    await pass(60_001, authorized);
    expect(asked.trouble).toBeUndefined();
    expect(events).toEqual([
      'info channel-state authorized',
      ...Array.from({ length: 3 }, () => 'warn channel-state-unknown'),
    ]);
  });

  it.each([
    ['starting', false, undefined],
    ['blocked', false, 'the WhatsApp account is blocked'],
    ['yellowCard', true, undefined],
  ])('that is %s (ready: %s) has the trouble %s', async (detail, ready, trouble) => {
    const { account: asked, events } = account({ ready, detail });
    await vi.advanceTimersByTimeAsync(1);
    expect(asked.trouble).toBe(trouble);
    expect(events).toEqual([`${ready ? 'info' : 'warn'} channel-state ${detail}`]);
  });

  it('is told of when it changes, and can send again after it could not', async () => {
    const { account: asked, events, onMended, pass } = account(authorized);
    await pass(1);
    asked.see(authorized);
    expect([events.length, onMended.mock.calls.length]).toEqual([1, 0]);
    asked.see(lost);
    asked.see(lost);
    expect([events.slice(1), onMended.mock.calls.length]).toEqual([
      ['warn channel-state notAuthorized'],
      0,
    ]);
    asked.see(authorized);
    asked.see(authorized);
    expect([events.slice(2), onMended.mock.calls.length]).toEqual([
      ['info channel-state authorized'],
      1,
    ]);
  });

  it.each([
    ['before it has answered', 0],
    ['afterwards', 10],
  ])('is asked for no more once it was stopped: %s', async (_when, ms) => {
    const { account: asked, vendor, events, pass } = account(away);
    if (ms > 0) await pass(ms);
    const told = events.length;
    asked.stop();
    await pass(600_000);
    expect([vendor.asked, events.length, vi.getTimerCount()]).toEqual([1, told, 0]);
  });
});

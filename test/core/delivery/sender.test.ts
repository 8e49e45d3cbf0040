import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Attempted, Channel, Outbound } from '../../../src/core/kinds/channel.ts';
import type { Due, Finished, Outbox } from '../../../src/core/kinds/journal.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { Sender } from '../../../src/core/delivery/sender.ts';

/** An outbox in a list, with the history of what was recorded. */
class ListedOutbox implements Outbox, Pick<Finished, 'sentIds'> {
  readonly rows: Due[] = [];
  readonly records: string[] = [];
  broken = false;

  put(chat: string, text: string, more: Partial<Due> = {}): void {
    this.rows.push({
      id: `r${this.rows.length + this.records.length}-${text}`,
      chat,
      text,
      createdAt: Date.now(),
      tries: 0,
      notBefore: 0,
      ...more,
    });
  }

  add(): Promise<Due[]> {
    return Promise.reject(new Error('nobody adds'));
  }

  due(chat?: string): Promise<Due[]> {
    if (this.broken)
      return Promise.reject(new ServiceError('journal', 'locked', { retryable: true }));
    return Promise.resolve(
      this.rows.filter((row) => chat === undefined || row.chat === chat).map((row) => ({ ...row })),
    );
  }

  attempt(id: string, at: number): Promise<boolean> {
    this.#change(id, { attemptedAt: at });
    this.records.push(`attempt ${id}`);
    return Promise.resolve(this.rows.some((row) => row.id === id));
  }

  sent(id: string, channelId: string): Promise<boolean> {
    this.#remove(id);
    this.records.push(`sent ${id} as ${channelId}`);
    return Promise.resolve(true);
  }

  retry(
    id: string,
    notBefore: number,
    reason: string,
    outcome: 'unsent' | 'unknown',
  ): Promise<void> {
    const row = this.rows.find((one) => one.id === id);
    this.#change(id, { notBefore, tries: (row?.tries ?? 0) + 1 });
    if (outcome === 'unsent' && row) delete row.attemptedAt;
    this.records.push(`${outcome} ${id} ${reason}`);
    return Promise.resolve();
  }

  giveUp(id: string, reason: string): Promise<void> {
    this.#remove(id);
    this.records.push(`given up ${id} ${reason}`);
    return Promise.resolve();
  }

  sentIds(): Promise<ReadonlySet<string>> {
    return Promise.resolve(new Set(['known']));
  }

  #change(id: string, change: Partial<Due>): void {
    Object.assign(this.rows.find((row) => row.id === id) ?? {}, change);
  }

  #remove(id: string): void {
    this.rows.splice(
      this.rows.findIndex((row) => row.id === id),
      1,
    );
  }
}

const write = (event: string, fields: LogFields = {}): void => void events.push({ event, fields });

type Sends = Pick<Channel, 'send' | 'find'>;

let outbox: ListedOutbox;
let events: { event: string; fields: LogFields }[];
let sends: Outbound[];

/** A sender whose channel sends as scripted; undefined means success. */
function sender(
  script: (outbound: Outbound, index: number) => Error | undefined = () => undefined,
  find?: Sends['find'],
): Sender {
  const channel = {
    send(outbound: Outbound): Promise<string> {
      sends.push(outbound);
      const error = script(outbound, sends.length - 1);
      return error ? Promise.reject(error) : Promise.resolve(`S${sends.length}`);
    },
    ...(find ? { find } : {}),
  };
  return new Sender({
    channel,
    outbox,
    finished: outbox,
    log: { debug: write, info: write, warn: write, error: write },
    now: Date.now,
  });
}

const failure = (
  details: Partial<ConstructorParameters<typeof ServiceError>[2]> = {},
): ServiceError => new ServiceError('green-api.fault', 'failed', { retryable: true, ...details });
const texts = (): string[] => sends.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  outbox = new ListedOutbox();
  events = [];
  sends = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sending', () => {
  it('keeps the order of a chat and records each try before it leaves', async () => {
    outbox.put('a', 'one');
    outbox.put('a', 'two');
    const postman = sender();
    postman.wake('a');
    await postman.whenIdle();
    expect(texts()).toEqual(['one', 'two']);
    expect(outbox.records.map((record) => record.split(' ')[0])).toEqual([
      'attempt',
      'sent',
      'attempt',
      'sent',
    ]);
  });

  it('ends with the part that is under way when its customer is erased', async () => {
    outbox.put('a', 'one');
    outbox.put('a', 'two');
    const postman = sender(() => void outbox.rows.splice(0));
    postman.wake('a');
    await postman.whenIdle();
    expect(texts()).toEqual(['one']);
  });

  it('sends what it was handed without asking for it, and asks for what came meanwhile', async () => {
    outbox.put('a', 'one');
    const asked = vi.spyOn(outbox, 'due');
    const postman = sender((_, index) => {
      if (index > 0) return undefined;
      outbox.put('a', 'two');
      postman.wake('a');
      return undefined;
    });
    postman.wake('a', [...outbox.rows]);
    await postman.whenIdle();
    expect(texts()).toEqual(['one', 'two']);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(outbox.rows).toEqual([]);
  });

  it('takes up what an earlier run left', async () => {
    outbox.put('a', 'one');
    outbox.put('b', 'two');
    const postman = sender();
    await postman.resume();
    await postman.whenIdle();
    expect(texts().toSorted()).toEqual(['one', 'two']);
  });

  it('lets no chat wait for another one', async () => {
    outbox.put('a', 'stuck');
    outbox.put('b', 'free');
    const postman = sender(({ chat }) => (chat === 'a' ? failure() : undefined));
    postman.wake('a');
    postman.wake('b');
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.rows.map(({ text }) => text)).toEqual(['stuck']);
    await postman.stop(0);
  });
});

describe('a failed send', () => {
  it('that had no effect is repeated, and what follows waits behind it', async () => {
    outbox.put('a', 'one');
    outbox.put('a', 'two');
    const postman = sender((_, index) => (index < 2 ? failure() : undefined));
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts()).toEqual(['one', 'one', 'one', 'two']);
    expect(outbox.rows).toEqual([]);
  });

  it('waits as long as the service asks', async () => {
    outbox.put('a', 'one');
    const postman = sender((_, index) =>
      index === 0 ? failure({ retryAfterMs: 7000 }) : undefined,
    );
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(6999);
    expect(sends).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sends).toHaveLength(2);
  });

  it('that the channel will never take is given up and holds nobody up', async () => {
    outbox.put('a', 'bad');
    outbox.put('a', 'good');
    const postman = sender(({ text }) =>
      text === 'bad' ? failure({ status: 400, retryable: false }) : undefined,
    );
    postman.wake('a');
    await postman.whenIdle();
    expect(outbox.records.some((record) => record.startsWith('given up'))).toBe(true);
    expect(texts()).toEqual(['bad', 'good']);
  });

  it('that only the operator can fix waits in the outbox', async () => {
    outbox.put('a', 'one');
    const postman = sender((_, index) =>
      index === 0 ? failure({ status: 466, retryable: false }) : undefined,
    );
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(outbox.rows).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(outbox.rows).toHaveLength(0);
  });

  it('is given up after a day', async () => {
    outbox.put('a', 'old', { createdAt: Date.now() - 25 * 60 * 60 * 1000 });
    const postman = sender(() => failure());
    postman.wake('a');
    await postman.whenIdle();
    expect(outbox.rows).toEqual([]);
    expect(events.map(({ event }) => event)).toContain('reply-given-up');
  });
});

describe('a send of unknown outcome', () => {
  const attempted = { attemptedAt: 1 };

  it('is not repeated when the channel has it', async () => {
    outbox.put('a', 'one', attempted);
    const asked: Attempted[] = [];
    const postman = sender(undefined, (one) => {
      asked.push(one);
      return Promise.resolve('FOUND');
    });
    postman.wake('a');
    await postman.whenIdle();
    expect(sends).toEqual([]);
    expect(outbox.records.at(-1)).toMatch(/as FOUND$/);
    expect(asked[0]).toMatchObject({ text: 'one', attemptedAt: 1, knownIds: new Set(['known']) });
  });

  it('is repeated when the channel certainly has it not', async () => {
    outbox.put('a', 'one', attempted);
    const postman = sender(undefined, () => Promise.resolve(undefined));
    postman.wake('a');
    await postman.whenIdle();
    expect(texts()).toEqual(['one']);
  });

  it('waits while the channel cannot tell, and is looked up again after a cut send', async () => {
    outbox.put('a', 'one');
    let looks = 0;
    const postman = sender(
      () => failure({ outcomeUnknown: true }),
      () => {
        looks += 1;
        return looks < 3
          ? Promise.reject(failure({ retryAfterMs: 15_000 }))
          : Promise.resolve('FOUND');
      },
    );
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(sends).toHaveLength(1);
    expect(looks).toBe(3);
    expect(outbox.rows).toEqual([]);
  });

  it('includes an error that nobody foresaw', async () => {
    outbox.put('a', 'one');
    const postman = sender(
      () => new TypeError('fetch failed'),
      () => Promise.resolve('FOUND'),
    );
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(5000);
    expect(sends).toHaveLength(1);
    expect(outbox.records).toContainEqual(expect.stringMatching(/^unknown/));
  });
});

describe('trouble around it', () => {
  it('goes on by itself when the journal could not be read', async () => {
    outbox.put('a', 'one');
    outbox.broken = true;
    const postman = sender();
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(1000);
    outbox.broken = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(texts()).toEqual(['one']);
  });

  it('stops without beginning another send', async () => {
    outbox.put('a', 'one');
    const postman = sender(() => failure());
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(0);
    await postman.stop(1000);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sends).toHaveLength(1);
  });
});

describe('hurrying', () => {
  const quota = failure({ status: 466, retryable: false });

  it('sends at once what waits for a later try, each chat in order', async () => {
    for (const chat of ['a', 'b'])
      for (const text of ['one', 'two']) outbox.put(chat, `${chat} ${text}`);
    const postman = sender((_, index) => (index < 2 ? quota : undefined));
    for (const chat of ['a', 'b']) postman.wake(chat);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sends).toHaveLength(2);
    postman.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(texts().slice(2).toSorted()).toEqual(['a one', 'a two', 'b one', 'b two']);
    expect(outbox.rows).toEqual([]);
  });

  it('sends what an earlier run had put off', async () => {
    outbox.put('a', 'one', { notBefore: Date.now() + 60_000 });
    const postman = sender();
    await postman.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(sends).toEqual([]);
    postman.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(texts()).toEqual(['one']);
  });

  it('counts once: what fails again waits again', async () => {
    outbox.put('a', 'one');
    const postman = sender(() => quota);
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(0);
    postman.hurry();
    await vi.advanceTimersByTimeAsync(0);
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(58_000);
    expect(sends).toHaveLength(2);
    await postman.stop(0);
  });

  it('reaches a send that was under way and fails only now', async () => {
    outbox.put('a', 'one');
    const postman = sender((_, index) => {
      if (index > 0) return undefined;
      postman.hurry();
      return quota;
    });
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(0);
    expect(texts()).toEqual(['one', 'one']);
    expect(outbox.rows).toEqual([]);
  });

  it('begins nothing after a stop', async () => {
    outbox.put('a', 'one');
    const postman = sender(() => quota);
    postman.wake('a');
    await vi.advanceTimersByTimeAsync(0);
    await postman.stop(0);
    postman.hurry();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sends).toHaveLength(1);
  });
});

describe('a chat that is taken from us', () => {
  it('gets no more replies: neither the next one nor one that waits for a later try', async () => {
    for (const text of ['one', 'two']) outbox.put('a', text);
    outbox.put('b', 'three');
    const postman = sender(({ chat }) => {
      if (chat === 'a') postman.drop('a');
      return chat === 'b' ? failure() : undefined;
    });
    postman.wake('a');
    postman.wake('b');
    await postman.whenIdle('a');
    await vi.advanceTimersByTimeAsync(0);
    expect(postman.has('b')).toBe(true);
    const idle = postman.whenIdle('b');
    postman.drop('b');
    await idle;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(texts()).toEqual(['one', 'three']);
    expect(outbox.records.filter((record) => record.startsWith('sent'))).toHaveLength(1);
    await postman.whenIdle('unknown');
  });
});

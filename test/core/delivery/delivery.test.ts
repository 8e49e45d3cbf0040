import { describe, expect, it } from 'vitest';
import { Delivery } from '../../../src/core/delivery/delivery.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Attempted, Sending } from '../../../src/core/kinds/channel.ts';
import type { Due } from '../../../src/core/kinds/journal.ts';

const note = new Uint8Array([1, 2, 3]);
const due: Due = {
  id: '7',
  chat: 'a',
  text: 'Да.',
  voice: 'ru',
  createdAt: 0,
  tries: 0,
  notBefore: 0,
};

type Speaks = (reply: Due, signal: AbortSignal) => Promise<Uint8Array | undefined>;

interface Script {
  note?: Speaks;
  send?: (sending: Sending) => Error | undefined;
  find?: (attempted: Attempted) => Promise<string | undefined>;
  /** Whether the customer is erased by now. */
  isErased?: () => boolean;
}

/** A delivery whose speaker and channel behave as scripted; a send without a script succeeds. */
function stage({
  note: speaks = () => Promise.resolve(note),
  send = () => undefined,
  find,
  isErased = () => false,
}: Script = {}) {
  const records: string[] = [];
  const sent: Sending[] = [];
  const events: string[] = [];
  const [stop, cut] = [new AbortController(), new AbortController()];
  const record = (what: string): Promise<void> => Promise.resolve(void records.push(what));
  const write = (event: string): void => void events.push(event);
  const delivery = new Delivery(
    {
      channel: {
        send(sending) {
          sent.push(sending);
          const error = send(sending);
          return error ? Promise.reject(error) : Promise.resolve(`S${sent.length}`);
        },
        ...(find ? { find } : {}),
      },
      outbox: {
        add: () => Promise.reject(new Error('nobody adds')),
        due: () => Promise.resolve(isErased() ? [] : [due]),
        attempt: () => (isErased() ? Promise.resolve(false) : record('attempt').then(() => true)),
        sent: (_, id) => record(`sent ${id}`).then(() => !isErased()),
        retry: (_id, _at, reason, outcome) => record(`${outcome} ${reason}`),
        giveUp: (_, reason) => record(`given up ${reason}`),
      },
      finished: { sentIds: () => Promise.resolve(new Set<string>()) },
      speaker: { note: speaks },
      log: { debug: write, info: write, warn: write, error: write },
      now: () => 1_000,
    },
    { stop: stop.signal, cut: cut.signal },
  );
  return { delivery, records, sent, events, stop, cut };
}

const failure = (details: Partial<ConstructorParameters<typeof ServiceError>[2]>): ServiceError =>
  new ServiceError('green-api.fault', 'failed', { retryable: true, ...details });
const unlessWritten =
  (error: Error): NonNullable<Script['send']> =>
  (sending) =>
    sending.note ? error : undefined;

describe('a reply that is to be spoken', () => {
  it.each([
    [true, 'unsent service.green-api.fault'],
    [false, 'given up service.green-api.fault'],
  ])(
    'waits for a note that may come later (%s), and is given up without one',
    async (retryable, record) => {
      const { delivery, records, sent } = stage({
        note: () => Promise.reject(failure({ retryable })),
      });
      await delivery.send(due);
      expect([records, sent]).toEqual([[record], []]);
    },
  );

  it('goes out as a note, recorded before it leaves', async () => {
    const { delivery, records, sent } = stage();
    expect(await delivery.send(due)).toBe('done');
    expect(sent).toEqual([{ chat: 'a', text: 'Да.', voice: 'ru', note }]);
    expect(records).toEqual(['attempt', 'sent S1']);
  });

  it('leaves no word of its text in the log when the customer was erased while it went out', async () => {
    const { delivery, records, sent, events } = stage({ isErased: () => sent.length > 0 });
    expect(await delivery.send(due)).toBe('done');
    expect(records).toEqual(['attempt', 'sent S1']);
    expect(events).toEqual(['reply-forgotten']);
  });

  it('goes out as text when there is no note of it', async () => {
    const { delivery, sent } = stage({ note: () => Promise.resolve(undefined) });
    expect(await delivery.send(due)).toBe('done');
    expect(sent).toEqual([{ chat: 'a', text: 'Да.', voice: 'ru' }]);
  });

  it.each<[string, ServiceError]>([
    ['is refused', failure({ status: 400, retryable: false })],
    ['has nowhere to go', failure({ retryable: false })],
    ['finds nobody', failure({})],
  ])('goes out as text at once when the note %s', async (_, error) => {
    const { delivery, records, sent, events } = stage({ send: unlessWritten(error) });
    expect(await delivery.send(due)).toBe('done');
    expect(sent.map((sending) => sending.note)).toEqual([note, undefined]);
    expect(records).toEqual(['attempt', 'attempt', 'sent S2']);
    expect(events).toEqual(['voice-refused', 'reply-sent']);
  });

  it('waits when the channel wants a pause', async () => {
    const { delivery, records, sent } = stage({
      send: unlessWritten(failure({ status: 429, retryAfterMs: 500 })),
    });
    expect(await delivery.send(due)).toEqual({ againAt: 1_500 });
    expect(sent).toHaveLength(1);
    expect(records).toEqual(['attempt', 'unsent service.green-api.fault']);
  });

  it('is not written as well when the note may have gone out', async () => {
    const { delivery, records, sent } = stage({
      send: unlessWritten(failure({ outcomeUnknown: true })),
    });
    expect(await delivery.send(due)).not.toBe('done');
    expect(sent).toHaveLength(1);
    expect(records).toEqual(['attempt', 'unknown service.green-api.fault']);
  });

  it('does not go out to a customer who was erased meanwhile', async () => {
    for (const made of [note, undefined]) {
      const { delivery, records, sent } = stage({
        isErased: () => true,
        note: () => Promise.resolve(made),
      });
      expect(await delivery.send(due)).toBe('done');
      expect([records, sent]).toEqual([[], []]);
    }
  });

  it('is looked up before anybody is paid to speak it again', async () => {
    const looked: Attempted[] = [];
    let spoken = 0;
    const found = stage({
      note: () => Promise.resolve(void (spoken += 1)),
      find: (attempted) => Promise.resolve(void looked.push(attempted)).then(() => 'S0'),
    });
    expect(await found.delivery.send({ ...due, attemptedAt: 5 })).toBe('done');
    expect([found.sent, spoken, found.records]).toEqual([[], 0, ['sent S0']]);
    expect(looked).toMatchObject([{ text: 'Да.', voice: 'ru', attemptedAt: 5 }]);
    const unsent = stage({ find: () => Promise.resolve(undefined) });
    expect(await unsent.delivery.send({ ...due, attemptedAt: 5 })).toBe('done');
    expect(unsent.sent).toMatchObject([{ note }]);
  });
});

describe('a stop while a reply is spoken', () => {
  it('leaves it to the next start', async () => {
    const cutting = stage({
      note(_, signal) {
        cutting.stop.abort();
        cutting.cut.abort(new Error('cut'));
        return Promise.reject(signal.reason as Error);
      },
    });
    expect(await cutting.delivery.send(due)).toBe('done');
    expect([cutting.sent, cutting.records]).toEqual([[], []]);
  });

  it('sends the note that is ready', async () => {
    const stopping = stage({
      note() {
        stopping.stop.abort();
        return Promise.resolve(note);
      },
    });
    expect(await stopping.delivery.send(due)).toBe('done');
    expect(stopping.records).toEqual(['attempt', 'sent S1']);
  });

  it('begins none', async () => {
    const { delivery, stop, sent } = stage();
    stop.abort();
    expect(await delivery.send(due)).toBe('done');
    expect(sent).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../../src/core/errors.ts';
import { channelOver, failure, shown, token, type Heard, type Says } from './fake.ts';
import { envelope } from './fixtures.ts';
import { notification, poll } from './poll.ts';

const deletes = (heard: readonly Heard[]): string[] =>
  heard.filter(({ name }) => name === 'deleteNotification').map(({ rest }) => rest);

describe('polling', () => {
  it('accepts, then deletes, then fetches the next', async () => {
    const { accepted, raw, heard } = await poll([
      notification(1),
      notification(1234567, envelope({ idMessage: 'B' })),
    ]);
    expect(accepted).toMatchObject([
      { type: 'message' },
      { type: 'message', inbound: { id: 'B' } },
    ]);
    expect(raw[0]).toContain('incomingMessageReceived');
    expect(heard.map(({ verb, name, rest }) => `${verb} ${name} ${rest}`)).toEqual([
      'GET receiveNotification ?receiveTimeout=20',
      'DELETE deleteNotification /1',
      'GET receiveNotification ?receiveTimeout=20',
      'DELETE deleteNotification /1234567',
      'GET receiveNotification ?receiveTimeout=20',
    ]);
  });

  it.each<[string, Says]>([
    ['null', { body: 'null' }],
    ['nothing', {}],
    ['an empty text', { body: '""' }],
    ['blanks', { body: ' \n' }],
    ['an empty object', { body: {} }],
    ['nulls', { body: { receiptId: null, body: null } }],
  ])('asks again after %s', async (_, says) => {
    const { accepted, heard, pauses, events } = await poll([says, notification(5)]);
    expect(accepted).toHaveLength(1);
    expect(deletes(heard)).toEqual(['/5']);
    // It came at once: nobody holds the line.
    expect(pauses).toEqual([1000]);
    expect(events).toEqual([]);
  });

  it('leaves there what could not be stored, waits, and takes it up again', async () => {
    const { accepted, heard, pauses, events } = await poll(
      [notification(7), notification(7)],
      async (nth) => {
        if (nth === 0) throw new Error('disk full');
      },
    );
    expect(accepted).toHaveLength(2);
    expect(heard.map(({ name }) => name).slice(0, 3)).toEqual([
      'receiveNotification',
      'receiveNotification',
      'deleteNotification',
    ]);
    expect(pauses[0]).toBeGreaterThanOrEqual(750);
    expect(pauses[0]).toBeLessThanOrEqual(1000);
    expect(events).toMatchObject([
      { event: 'polling-failed', fields: { error: { message: 'disk full' } } },
    ]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'poison'],
    ['a list', []],
    ['no message', envelope({ messageData: 5 })],
  ])('is never blocked by a notification that is %s', async (_, body) => {
    const { accepted, heard } = await poll([notification(3, body), notification(4)]);
    expect(accepted.map(({ type }) => type)).toEqual(['invalid', 'message']);
    expect(deletes(heard)).toEqual(['/3', '/4']);
  });

  it.each([
    ['{"receiptId": 9, "body": {"typeWebhook": "incoming', '/9'],
    ['{"body": {"a": \u0000}, "receiptId":"10"}', '/10'],
    [`{"receiptId":11,"body":${'['.repeat(100_000)}`, '/11'],
  ])('nor by one that is not JSON: %#', async (body, deleted) => {
    const { accepted, raw, heard } = await poll([{ body }, notification(12)]);
    expect(accepted.map(({ type }) => type)).toEqual(['invalid', 'message']);
    expect(raw[0]).toBe(body);
    expect(deletes(heard)).toEqual([deleted, '/12']);
  });

  it('waits when it cannot tell what to delete', async () => {
    const { accepted, pauses, events } = await poll([
      { body: { body: envelope() } },
      { body: '<html>' },
      { body: 'x' },
      notification(12),
    ]);
    expect(accepted).toHaveLength(1);
    expect(pauses.map((pause, nth) => pause >= 750 * 2 ** nth && pause <= 1000 * 2 ** nth)).toEqual(
      [true, true, true],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'polling-failed',
      'polling-failed',
      'polling-failed',
      'polling-recovered',
    ]);
  });

  it.each<[string, Says]>([
    ['says that it is gone', { body: { result: false } }],
    [
      'has nothing to acknowledge',
      { status: 500, body: 'TypeError: findUnAckedMessage of undefined' },
    ],
    ['answers nothing', {}],
  ])('takes a deletion for done when the vendor %s', async (_, says) => {
    const { accepted, pauses } = await poll(
      [notification(1), notification(2)],
      undefined,
      () => says,
    );
    expect(accepted).toHaveLength(2);
    expect(pauses).toEqual([]);
  });

  it('does not accept again what only could not be deleted', async () => {
    const again = (_: Heard, nth: number): Says =>
      nth < 2 ? { status: 502 } : { body: { result: true } };
    const { accepted, heard } = await poll(
      [notification(1), notification(1), notification(1), notification(2)],
      undefined,
      again,
    );
    expect(accepted).toHaveLength(2);
    expect(deletes(heard)).toEqual(['/1', '/1', '/1', '/2']);
  });

  it('accepts another notification under the same receipt', async () => {
    const answers = [notification(1), notification(1, envelope({ idMessage: 'B' }))];
    expect((await poll(answers, undefined, () => ({ status: 502 }))).accepted).toHaveLength(2);
  });

  it.each<[string, Says]>([
    ['a rate limit', { status: 429 }],
    ['a fault', { status: 500 }],
    ['a gateway', { status: 502, body: '<html>' }],
    ['a dropped line', { line: 'drop' }],
    ['a broken line', { line: 'cut', body: { receiptId: 1 } }],
    ['an instance that starts', { status: 400, body: 'instance in starting process try later' }],
    ['a refusal that nobody knows', { status: 400, body: 'hm' }],
    ['a spent quota', { status: 466 }],
    [
      'a webhook URL that is set',
      {
        status: 400,
        body: {
          message: 'Message cannot be received because custom webhook url is set',
          path: token,
        },
      },
    ],
  ])('waits %s out', async (_, says) => {
    const { accepted, pauses } = await poll([says, says, says, notification(1)]);
    expect(accepted).toHaveLength(1);
    expect(pauses).toHaveLength(3);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(750);
  });
});

describe('what is told of an outage', () => {
  const levels = (events: readonly { event: string; level: string; fields: object }[]): string[] =>
    events.map(
      ({ event, level, fields }) =>
        `${level} ${event} ${(fields as { failures?: number }).failures}`,
    );

  it('is nothing of a single lost connection', async () => {
    const { events } = await poll([
      { line: 'drop' },
      notification(1),
      { status: 502 },
      notification(2),
    ]);
    expect(levels(events)).toEqual(['debug polling-failed 1', 'debug polling-failed 1']);
  });

  it('is one warning, at the second failure in a row, and its end, also when that is an empty queue', async () => {
    const away: Says = { status: 502 };
    const { events } = await poll([
      away,
      away,
      away,
      away,
      { body: 'null' },
      away,
      notification(1),
    ]);
    expect(levels(events)).toEqual([
      'debug polling-failed 1',
      'warn polling-failed 2',
      'debug polling-failed 3',
      'debug polling-failed 4',
      'info polling-recovered 4',
      'debug polling-failed 1',
    ]);
  });

  it('is a warning at once and each minute where it is a refusal that will not pass by itself', async () => {
    const refused: Says = { status: 400, body: 'hm' };
    const { events, pauses } = await poll([refused, refused, notification(1)]);
    expect(levels(events)).toEqual([
      'warn polling-failed 1',
      'warn polling-failed 2',
      'info polling-recovered 2',
    ]);
    expect(pauses).toEqual([60_000, 60_000]);
  });

  it('is an error each time a notification could not be stored', async () => {
    const { events } = await poll(
      [notification(1), notification(1), notification(1)],
      async (nth) => {
        if (nth < 2) throw new Error('disk full');
      },
    );
    expect(levels(events)).toEqual([
      'error polling-failed 1',
      'error polling-failed 2',
      'info polling-recovered 2',
    ]);
  });
});

describe('the end of polling', () => {
  it.each<[string, Says, string, RegExp]>([
    ['the token is wrong', { status: 401 }, 'setup.green-api.token', /GREEN_API_TOKEN/],
    [
      'the instance is unknown',
      { status: 403, body: '<html>' },
      'setup.green-api.access',
      /GREEN_ID_INSTANCE/,
    ],
    ['the address is wrong', { status: 404 }, 'setup.green-api.address', /GREEN_API_URL/],
    [
      'the instance is gone',
      { status: 400, body: 'Instance is deleted' },
      'setup.green-api.account',
      /Renew/,
    ],
  ])('comes when %s', async (_, says, code, advice) => {
    const error = (await failure(poll([says]))) as unknown as SetupError;
    expect(error).toBeInstanceOf(SetupError);
    expect(error.code).toBe(code);
    expect(error.suggestions.join(' ')).toMatch(advice);
    expect(shown(error)).not.toContain(token);
  });

  it('comes with the caller’s wish, also while it waits, and deletes nothing that was not accepted', async () => {
    const caller = new AbortController();
    await using over = await channelOver({ receiveNotification: () => notification(1) });
    const listening = over.channel.listen(async () => {
      caller.abort();
      throw new Error('stopping');
    }, caller.signal);
    await listening;
    expect(over.fake.heard.map(({ name }) => name)).toEqual(['receiveNotification']);
    await over.channel.listen(async () => {}, AbortSignal.abort());
    expect(over.fake.heard).toHaveLength(1);
  });

  it('never has two fetches under way', async () => {
    let [open, most] = [0, 0];
    const caller = new AbortController();
    await using over = await channelOver({
      async receiveNotification(_, nth) {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        if (nth === 20) caller.abort();
        return nth % 2 === 0 ? { body: 'null' } : { status: 500 };
      },
    });
    await over.channel.listen(async () => {}, caller.signal);
    expect(most).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../../src/core/kinds/cluster.ts';
import { Pace } from '../../../../src/plugins/channel/green-api/pace.ts';
import { channelOver, chat, failure, live, shown, startFake, token, type Says } from './fake.ts';

const outbound = { chat, text: 'Здравствуйте! *15 000 ₸*' };

/** Sends over a fake that answers like this and resolves with the error. */
async function failureFor(says: Says) {
  await using over = await channelOver({ sendMessage: () => says });
  return await failure(over.channel.send(outbound, live()));
}

describe('a send', () => {
  it('is one call, and resolves with the id', async () => {
    await using over = await channelOver({
      sendMessage: () => ({ body: { idMessage: '3EB0C767', invokeStatus: {} } }),
    });
    expect(await over.channel.send(outbound, live())).toBe('3EB0C767');
    expect(over.fake.heard).toMatchObject([
      {
        verb: 'POST',
        name: 'sendMessage',
        rest: '',
        body: { chatId: chat, message: outbound.text },
      },
    ]);
    expect(over.fake.heard[0]?.headers['content-type']).toBe('application/json');
    expect(over.fake.heard[0]?.headers.authorization).toBeUndefined();
  });

  it.each<[string, Says, object]>([
    [
      'a rate limit',
      { status: 429 },
      { code: 'service.green-api.rate-limit', retryable: true, outcomeUnknown: false },
    ],
    [
      'a rate limit that says when',
      { status: 429, headers: { 'retry-after': '7' } },
      { retryable: true, retryAfterMs: 7000, outcomeUnknown: false },
    ],
    [
      'an instance that starts',
      { status: 400, body: 'instance in starting process try later' },
      { code: 'service.green-api.not-ready', retryable: true, outcomeUnknown: false },
    ],
    [
      'an instance that is not linked',
      { status: 400, body: { message: 'instance account not authorized' } },
      { code: 'service.green-api.not-ready', retryable: true, outcomeUnknown: false },
    ],
    [
      'a refused message',
      { status: 400, body: { message: "Validation failed. Details: 'message' is too long" } },
      { code: 'service.green-api.request', status: 400, retryable: false, outcomeUnknown: false },
    ],
    [
      'an expired instance, which is no refused message',
      { status: 400, body: 'Instance account is expired. Contact support' },
      {
        code: 'service.green-api.account',
        status: undefined,
        retryable: false,
        outcomeUnknown: false,
      },
    ],
    [
      'a page of some other server',
      { status: 400, body: '<html>The plain HTTP request was sent to HTTPS port</html>' },
      {
        code: 'service.green-api.address',
        status: undefined,
        retryable: false,
        outcomeUnknown: false,
      },
    ],
    [
      'a wrong token',
      { status: 401 },
      { code: 'service.green-api.token', retryable: false, outcomeUnknown: false },
    ],
    [
      'a wrong host',
      { status: 403, body: '<html>' },
      { code: 'service.green-api.access', retryable: false, outcomeUnknown: false },
    ],
    [
      'a wrong path',
      { status: 404 },
      { code: 'service.green-api.address', retryable: false, outcomeUnknown: false },
    ],
    [
      'a redirect, which is not followed',
      { status: 302, headers: { location: '/elsewhere' } },
      { code: 'service.green-api.address', retryable: false, outcomeUnknown: false },
    ],
    [
      'a spent quota',
      {
        status: 466,
        body: { correspondentsStatus: { description: `Allowed correspondents: ${chat}` } },
      },
      { code: 'service.green-api.quota', status: 466, retryable: false, outcomeUnknown: false },
    ],
    [
      'a fault',
      { status: 500, body: 'oops' },
      { code: 'service.green-api.unavailable', retryable: true, outcomeUnknown: true },
    ],
    ['a gateway', { status: 502 }, { retryable: true, outcomeUnknown: true }],
    ['a gateway that waited', { status: 504 }, { retryable: true, outcomeUnknown: true }],
    ['a closed line', { status: 499 }, { retryable: true, outcomeUnknown: true }],
    [
      'a line that drops',
      { line: 'drop' },
      { code: 'service.green-api.unreachable', retryable: true, outcomeUnknown: true },
    ],
    [
      'a line that breaks',
      { line: 'cut', body: { idMessage: 'A' } },
      { retryable: true, outcomeUnknown: true },
    ],
    [
      'no id',
      { body: {} },
      { code: 'service.green-api.malformed', retryable: true, outcomeUnknown: true },
    ],
    [
      'no JSON',
      { body: 'OK' },
      { code: 'service.green-api.malformed', retryable: true, outcomeUnknown: true },
    ],
    [
      'an empty success',
      { status: 204 },
      { code: 'service.green-api.malformed', retryable: true, outcomeUnknown: true },
    ],
  ])('that meets %s', async (_, says, expected) => {
    expect(await failureFor(says)).toMatchObject({ name: 'ServiceError', ...expected });
  });

  it('that finds nobody at the other end certainly had no effect', async () => {
    const gone = await startFake({});
    await gone[Symbol.asyncDispose]();
    await using over = await channelOver({}, { GREEN_API_URL: gone.url });
    const error = await failure(over.channel.send(outbound, live()));
    expect(error).toMatchObject({
      code: 'service.green-api.unreachable',
      retryable: true,
      outcomeUnknown: false,
    });
  });

  it('never follows a redirect, which would carry the token elsewhere', async () => {
    await using other = await startFake({});
    await using over = await channelOver({
      sendMessage: ({ url }) => ({ status: 307, headers: { location: `${other.url}${url}` } }),
    });
    expect(await failure(over.channel.send(outbound, live()))).toMatchObject({
      code: 'service.green-api.address',
    });
    expect(other.heard).toEqual([]);
  });

  it('never shows the token, the address or the vendor’s words', async () => {
    const body = {
      path: `/waInstance1/sendMessage/${token}`,
      message: `bad request data ${token} ${chat}`,
    };
    const statuses = [302, 400, 401, 403, 404, 405, 429, 466, 499, 500, 502];
    const answers: Says[] = [
      ...statuses.map((status) => ({ status, body })),
      { body },
      { line: 'drop' },
      { line: 'cut', body },
    ];
    for (const says of answers) {
      const error = await failureFor(says);
      expect(shown(error)).not.toMatch(new RegExp(`${token}|waInstance|7900|bad request`));
      expect(error.cause).toBeUndefined();
    }
  });

  it('ends when the caller no longer wants it', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    await using over = await channelOver({
      sendMessage() {
        caller.abort(reason);
        return { line: 'hang' };
      },
    });
    expect(await failure(over.channel.send(outbound, caller.signal))).toBe(reason);
  });

  it('does not begin when the caller has gone', async () => {
    await using over = await channelOver({});
    await failure(over.channel.send(outbound, AbortSignal.abort(new Error('gone'))));
    expect(over.fake.heard).toEqual([]);
  });
});

describe('the pace', () => {
  it('is kept by all chats after a refusal only, and not for ever', async () => {
    await using over = await channelOver({
      sendMessage: (_, nth) => (nth === 2 ? { status: 429 } : { body: { idMessage: `A${nth}` } }),
    });
    const { channel, time } = over;
    await channel.send(outbound, live());
    await channel.send(outbound, live());
    expect(time.pauses).toEqual([]);
    const { retryAfterMs = 0 } = await failure(channel.send(outbound, live()));
    expect(retryAfterMs).toBeGreaterThanOrEqual(1000);
    await channel.send(outbound, live());
    expect(time.pauses).toEqual([Math.round(retryAfterMs)]);
    await Promise.all([channel.send(outbound, live()), channel.send(outbound, live())]);
    expect(time.pauses.slice(1)).toEqual([21, 21]);
    time.pass(120_000);
    await channel.send(outbound, live());
    expect(time.pauses).toHaveLength(3);
  });

  it('is kept by all processes on one journal after a refusal that one of them heard', async () => {
    const values = new Map<string, string>();
    const sharing: Pick<Cluster, 'change'> = {
      async change(name, change) {
        const after = change(values.get(name));
        if (after !== undefined) values.set(name, after);
      },
    };
    const world = { now: () => 1_000_000, sharing: () => sharing as Cluster };
    const pauses: number[] = [];
    const pause = async (ms: number): Promise<void> => void pauses.push(ms);
    const [one, two, other] = [
      new Pace(world, pause, '1'),
      new Pace(world, pause, '1'),
      new Pace(world, pause, '2'),
    ];
    for (const pace of [one, two, other]) await pace.turn(live());
    expect([pauses, values.size]).toEqual([[], 0]);
    await one.refused(1000);
    for (const pace of [two, one, two, other]) await pace.turn(live());
    expect(pauses).toEqual([1000, 1021, 1042]);
  });

  it('hands a long wait back instead of holding the send', async () => {
    await using over = await channelOver({
      sendMessage: () => ({ status: 429, headers: { 'retry-after': '30' } }),
    });
    await failure(over.channel.send(outbound, live()));
    const error = await failure(over.channel.send(outbound, live()));
    expect(error).toMatchObject({
      code: 'service.green-api.rate-limit',
      retryAfterMs: 30_000,
      outcomeUnknown: false,
    });
    expect(over.fake.heard).toHaveLength(1);
  });
});

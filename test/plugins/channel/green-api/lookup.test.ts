import { describe, expect, it } from 'vitest';
import { readEntry } from '../../../../src/plugins/channel/green-api/sent-lists.ts';
import { channelOver, chat, failure, live, startOfTime, type Method, type Says } from './fake.ts';

const attempted = {
  chat,
  text: 'Курс стоит\n15 000 ₸.',
  attemptedAt: startOfTime,
  knownIds: new Set(['OLD']),
};
const seconds = startOfTime / 1000;

/** An entry of the vendor's journal. */
function sent(fields: object = {}): object {
  return {
    type: 'outgoing',
    idMessage: 'NEW',
    timestamp: seconds,
    typeMessage: 'textMessage',
    chatId: chat,
    textMessage: 'Курс стоит\n15 000 ₸. ',
    statusMessage: 'sent',
    sendByApi: true,
    ...fields,
  };
}

function listsOf(journal: unknown, queue: unknown): Record<string, Method> {
  return {
    lastOutgoingMessages: () => ({ body: journal }),
    showMessagesQueue: () => ({ body: queue }),
  };
}

async function found(
  journal: unknown,
  queue: unknown = [],
  after = 0,
): Promise<string | undefined> {
  await using over = await channelOver(listsOf(journal, queue));
  over.time.pass(after);
  return await over.channel.find(attempted, live());
}

/** A channel whose sends are answered like this, one after the other. */
function sendingOver(journal: unknown, answers: readonly Says[], queue: unknown = []) {
  return channelOver({
    ...listsOf(journal, queue),
    sendMessage: (_, nth) => answers[nth] ?? { status: 404 },
  });
}

const longAfter = 10 * 60_000;

describe('a begun send', () => {
  it.each<[string, object]>([
    ['as it was sent', {}],
    [
      'as an extended text',
      {
        textMessage: undefined,
        typeMessage: 'extendedTextMessage',
        extendedTextMessage: { text: attempted.text },
      },
    ],
    ['by a clock that is late', { timestamp: seconds - 50 }],
    ['without a time', { timestamp: undefined }],
    ['although it failed later', { statusMessage: 'failed' }],
    ['under the id of a device', { chatId: chat.replace('@', ':3@') }],
  ])('is found in the journal %s', async (_, fields) => {
    expect(await found([sent({ chatId: 'x@c.us' }), sent(fields)])).toBe('NEW');
  });

  it.each<[string, object, string | undefined]>([
    [
      'as the documents have it',
      { messageID: 'Q1', type: 'message', body: { chatId: chat, message: attempted.text } },
      'Q1',
    ],
    [
      'with a body in JSON',
      { messageID: 'Q1', body: JSON.stringify({ chatId: chat, message: attempted.text }) },
      'Q1',
    ],
    [
      'with a list of ids',
      { messagesIDs: ['Q1'], body: { chatId: chat, message: attempted.text } },
      'Q1',
    ],
    [
      'in the old shape',
      { typeMessage: 'textMessage', chatId: chat, idMessage: 'Q1', textMessage: attempted.text },
      'Q1',
    ],
    [
      'without an id',
      { type: 'message', body: { chatId: chat, message: attempted.text } },
      undefined,
    ],
  ])('is found in the queue %s', async (_, item, id) => {
    const first = await found([], [{ body: 'not { JSON' }, null, item]);
    expect(first).toEqual(id ?? expect.stringMatching(/^queued-[0-9a-f]{24}$/));
    expect(await found([], [item])).toBe(first);
  });

  it.each<[string, object]>([
    ['went to another chat', { chatId: '79000000000@c.us' }],
    ['says something else', { textMessage: 'Курс стоит 15 000' }],
    ['is known to be another', { idMessage: 'OLD' }],
    ['went out long before', { timestamp: seconds - 300 }],
  ])('is not taken for one that %s', async (_, fields) => {
    expect(await found([sent(fields)], [], longAfter)).toBeUndefined();
  });

  it('cannot be called unsent while the lists may lag', async () => {
    await using over = await channelOver(listsOf([], []));
    const pauses: number[] = [];
    for (;;) {
      const error = await over.channel.find(attempted, live()).catch((thrown: unknown) => thrown);
      if (error === undefined) break;
      expect(error).toMatchObject({ code: 'service.green-api.lookup', retryable: true });
      const { retryAfterMs = Number.NaN } = error as { retryAfterMs?: number };
      pauses.push(retryAfterMs);
      over.time.pass(retryAfterMs);
    }
    expect(over.time.now() - startOfTime).toBeGreaterThanOrEqual(130_000);
    expect(over.time.now() - startOfTime).toBeLessThanOrEqual(160_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(20_000);
    expect(pauses.slice(0, 3).reduce((sum, ms) => sum + ms)).toBeLessThan(10_000);
    expect(pauses.length).toBeLessThan(20);
  });

  it('is unsent as soon as the journal shows what was sent after it had failed', async () => {
    const journal: object[] = [];
    await using over = await sendingOver(journal, [
      { status: 500 },
      { body: { idMessage: 'LATER' } },
    ]);
    const { channel, time } = over;
    await failure(channel.send(attempted, live()));
    time.pass(1000);
    await channel.send({ chat, text: 'Другое' }, live());
    time.pass(3000);
    expect(await failure(channel.find(attempted, live()))).toMatchObject({
      code: 'service.green-api.lookup',
    });
    journal.push(sent({ idMessage: 'LATER', textMessage: 'Другое' }));
    time.pass(3000);
    expect(await channel.find(attempted, live())).toBeUndefined();
  });

  it.each<[string, object, object]>([
    ['was begun before it had failed', { idMessage: 'EARLIER' }, {}],
    ['still waits in the queue', {}, { queued: true }],
    [
      'was written on the phone',
      { idMessage: 'PHONE', sendByApi: false, timestamp: seconds + 110 },
      {},
    ],
    ['may be older, by a clock that is off', { idMessage: 'OTHER', timestamp: seconds + 50 }, {}],
  ])(
    'cannot be called unsent for one that %s',
    async (_, fields, { queued = false }: { queued?: boolean }) => {
      const later = { idMessage: 'LATER', textMessage: 'Другое', ...fields };
      const taken = [
        { body: { idMessage: 'EARLIER' } },
        { status: 500 },
        { body: { idMessage: 'LATER' } },
      ];
      const lists = queued
        ? [[], [{ messageID: 'LATER', body: { chatId: chat, message: 'Другое' } }]]
        : [[sent(later)], []];
      await using over = await sendingOver(lists[0], taken, lists[1]);
      const { channel, time } = over;
      await channel.send({ chat, text: 'Раньше' }, live());
      await failure(channel.send(attempted, live()));
      await channel.send({ chat, text: 'Другое' }, live());
      time.pass(100_000);
      expect(await failure(channel.find(attempted, live()))).toMatchObject({
        code: 'service.green-api.lookup',
      });
    },
  );

  it.each<Says>([{ status: 502 }, { line: 'drop' }])(
    'waits longer for proof where the vendor itself said nothing: %j',
    async (answer) => {
      const journal: object[] = [sent({ idMessage: 'SOON', textMessage: 'Другое' })];
      const taken = ['SOON', 'LATE'].map((idMessage) => ({ body: { idMessage } }));
      await using over = await sendingOver(journal, [answer, ...taken]);
      const { channel, time } = over;
      await failure(channel.send(attempted, live()));
      time.pass(1000);
      await channel.send({ chat, text: 'Другое' }, live());
      time.pass(10_000);
      expect(await failure(channel.find(attempted, live()))).toMatchObject({
        code: 'service.green-api.lookup',
      });
      await channel.send({ chat, text: 'Ещё' }, live());
      journal.push(sent({ idMessage: 'LATE', textMessage: 'Ещё' }));
      time.pass(3000);
      expect(await channel.find(attempted, live())).toBeUndefined();
    },
  );

  it('is called unsent after a restart, too, when the journal shows something much newer', async () => {
    await using over = await channelOver(
      listsOf([sent({ textMessage: 'Другое', timestamp: seconds + 80 })], []),
    );
    over.time.pass(90_000);
    expect(await over.channel.find(attempted, live())).toBeUndefined();
  });

  it.each([429, 500, 502])(
    'is neither found nor unsent while the lists answer %i',
    async (status) => {
      await using over = await channelOver({
        ...listsOf([], []),
        lastOutgoingMessages: () => ({ status }),
      });
      over.time.pass(longAfter);
      expect(await failure(over.channel.find(attempted, live()))).toMatchObject({
        name: 'ServiceError',
        status,
      });
    },
  );

  it.each([466, 401, 404])(
    'is called unsent after the lag when the lists are not to be had (%i)',
    async (status) => {
      const lists = {
        lastOutgoingMessages: () => ({ status }),
        showMessagesQueue: () => ({ status }),
      };
      await using over = await channelOver(lists);
      expect(await failure(over.channel.find(attempted, live()))).toMatchObject({
        name: 'ServiceError',
      });
      over.time.pass(longAfter);
      expect(await over.channel.find(attempted, live())).toBeUndefined();
    },
  );

  it('is not called unsent by lists that were read before they could show it', async () => {
    const journal: object[] = [];
    await using over = await channelOver(listsOf(journal, []));
    over.time.pass(139_500);
    expect(await failure(over.channel.find(attempted, live()))).toMatchObject({
      code: 'service.green-api.lookup',
    });
    journal.push(sent());
    over.time.pass(500);
    expect(await over.channel.find(attempted, live())).toBe('NEW');
  });

  it('is found although the other list fails, or is not there at all', async () => {
    await using over = await channelOver({
      lastOutgoingMessages: () => ({ body: [sent()] }),
      showMessagesQueue: () => ({ status: 500 }),
    });
    expect(await over.channel.find(attempted, live())).toBe('NEW');
    await using bare = await channelOver({ lastOutgoingMessages: () => ({ body: [] }) });
    bare.time.pass(longAfter);
    expect(await bare.channel.find(attempted, live())).toBeUndefined();
  });

  it.each([['text'], [{}], [null]])(
    'is not called unsent by a list that is %j',
    async (journal) => {
      expect(await failure(found(journal, [], longAfter))).toMatchObject({
        code: 'service.green-api.malformed',
        retryable: true,
      });
    },
  );
});

describe('many lookups', () => {
  it('share one request, and the next comes a second later', async () => {
    await using over = await channelOver(listsOf([sent()], []));
    const look = (): Promise<string | undefined> => over.channel.find(attempted, live());
    expect(new Set(await Promise.all(Array.from({ length: 200 }, look)))).toEqual(new Set(['NEW']));
    await look();
    expect(over.fake.heard.map(({ name }) => name).toSorted()).toEqual([
      'lastOutgoingMessages',
      'showMessagesQueue',
    ]);
    over.time.pass(500);
    await over.channel.find({ ...attempted, attemptedAt: startOfTime - longAfter }, live());
    expect(over.time.pauses).toEqual([600]);
    expect(
      over.fake.heard.filter(({ name }) => name === 'lastOutgoingMessages').map(({ rest }) => rest),
    ).toEqual(['?minutes=5', '?minutes=20']);
  });

  it('never ask for more than a day, and share that, too', async () => {
    await using over = await channelOver(listsOf([], []));
    over.time.pass(3 * 24 * 60 * 60_000);
    await Promise.all([over.channel.find(attempted, live()), over.channel.find(attempted, live())]);
    expect(over.fake.heard.map(({ rest }) => rest).toSorted()).toEqual(['', '?minutes=1440']);
  });

  it('end one by one when a caller goes away', async () => {
    const caller = new AbortController();
    const reason = new Error('enough');
    await using over = await channelOver({
      ...listsOf([sent()], []),
      showMessagesQueue() {
        caller.abort(reason);
        return { body: [] };
      },
    });
    const [mine, other] = [
      over.channel.find(attempted, caller.signal),
      over.channel.find(attempted, live()),
    ];
    expect(await failure(mine)).toBe(reason);
    expect(await other).toBe('NEW');
  });
});

describe('an entry', () => {
  it.each([
    [undefined],
    [null],
    ['x'],
    [[]],
    [{}],
    [{ chatId: chat }],
    [{ chatId: [], textMessage: 'x' }],
    [{ body: '[' }],
  ])('is nothing when it is %j', (item) => {
    expect(readEntry(item)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { ChatLease } from '../../../../src/core/kinds/cluster.ts';
import { buried, message, settlement, waitingIds } from '../../../../src/suites/journal/place.ts';
import { RedisServer, until, useRedis } from '../../redis/server.ts';
import { openProcesses, type Process } from './processes.ts';

const anna = '77001234567@c.us';
const odd = 'a:b%c {d}';

const redis = useRedis();
let places = 0;

/** Processes on a journal of their own. */
function processes(count: number, url = redis().url): Promise<Process[]> {
  places += 1;
  return openProcesses(count, url, `sharing-${places}`);
}

async function divided(count: number): Promise<Process[]> {
  const all = await processes(count);
  for (const process of all) await process.sharing.assignChats(process, process.stopping.signal);
  return all;
}

function shiftsOf(all: readonly Process[]): ChatLease[] {
  return all.flatMap(({ leaseWorker }) => leaseWorker);
}

describe('a chat', { timeout: 60_000 }, () => {
  it.each([anna, odd])(
    '%s is handed to one process, which hears what the others accept',
    async (chat) => {
      const all = await divided(3);
      const [first, second, third] = all;
      await first?.journal.inbox.accept(message(chat, 'a'));
      await until(() => shiftsOf(all).length > 0);
      const holder = all.find(({ leaseWorker }) => leaseWorker.length > 0);
      await second?.journal.inbox.accept(message(chat, 'b'));
      await third?.journal.inbox.accept(message(chat, 'c'));
      await until(() => (holder?.woken.length ?? 0) >= 2);
      expect(await waitingIds(holder?.journal ?? expect.fail(), chat)).toEqual(['a', 'b', 'c']);
      await holder?.journal.turns.settle(settlement(chat, ['a', 'b', 'c'], ['hello']));
      const [due] = (await holder?.journal.outbox.due(chat)) ?? [];
      await holder?.journal.outbox.attempt(due?.id ?? '', 1);
      await holder?.journal.outbox.sent(due?.id ?? '', 'channel-1');
      await holder?.journal.turns.remembered(settlement(chat, ['c']).record);
      holder?.end();
      expect(shiftsOf(all)).toMatchObject([{ chat, notBefore: 0 }]);
    },
  );

  it('with something left to do is handed out again', async () => {
    const all = await divided(2);
    await all[0]?.journal.inbox.accept(message(anna, 'a'));
    await until(() => shiftsOf(all).length === 1);
    for (const process of all) process.end();
    await until(() => shiftsOf(all).length === 2);
    expect(shiftsOf(all)).toMatchObject([{ chat: anna }, { chat: anna }]);
  });

  it('of which nobody was told is found', async () => {
    const [command, process] = await processes(2);
    await command?.journal.inbox.accept(message(anna, 'before anybody was there'));
    await command?.journal.inbox.postpone(
      anna,
      ['before anybody was there'],
      Date.now() + 60_000,
      'service.model',
    );
    await process?.sharing.assignChats(process, process.stopping.signal);
    await until(() => process?.leaseWorker.length === 1);
    expect(process?.leaseWorker[0]?.notBefore).toBeGreaterThan(Date.now());
    process?.end();
  });

  it('to which a command puts something back comes to a process that works', async () => {
    const [command, process] = await processes(2);
    if (!command || !process) return expect.fail();
    const letter = await buried(command.journal, anna, 'a');
    await command.journal.turns.remembered(settlement(anna, ['a']).record);
    await process.sharing.assignChats(process, process.stopping.signal);
    expect(await command.journal.letters.retry(letter.id)).toBe(true);
    await until(() => process.leaseWorker.length === 1);
    expect(await waitingIds(process.journal, anna)).toEqual(['a']);
  });
});

describe('a process that has lost a chat', { timeout: 90_000 }, () => {
  it('can neither end its turn, nor put it off, nor try its replies; what it has sent it may still say', async () => {
    const [late] = await divided(1);
    if (!late) return expect.fail();
    const { inbox, turns, outbox } = late.journal;
    for (const id of ['a', 'b']) await inbox.accept(message(anna, id));
    await until(() => late.leaseWorker.length === 1);
    await turns.settle(settlement(anna, ['a'], ['one', 'two']));
    const [one, two] = await outbox.due(anna);
    await outbox.attempt(one?.id ?? '', 1);
    const lock = `{sharing-${places}}:queue:chats:c-${anna}:lock`;
    expect(await redis().cli('set', lock, 'somebody else', 'xx', 'px', '60000')).toBe('OK');
    const lost = { code: 'service.journal.lease', retryable: true };
    await expect(turns.settle(settlement(anna, ['b'], ['twice']))).rejects.toMatchObject(lost);
    await expect(inbox.postpone(anna, ['b'], 1, 'service.model')).rejects.toMatchObject(lost);
    await expect(outbox.attempt(two?.id ?? '', 1)).rejects.toMatchObject(lost);
    await expect(outbox.retry(two?.id ?? '', 1, 'late', 'unsent')).rejects.toMatchObject(lost);
    await expect(outbox.giveUp(two?.id ?? '', 'late')).rejects.toMatchObject(lost);
    await outbox.sent(one?.id ?? '', 'channel-1');
    expect(
      (await outbox.due(anna)).map(({ text, attemptedAt, tries }) => [text, attemptedAt, tries]),
    ).toEqual([['two', undefined, 0]]);
    expect(await waitingIds(late.journal, anna)).toEqual(['b']);
    await until(() => late.leaseWorker[0]?.lost.aborted === true);
  });

  it('may not change a chat that was never handed to it, nor try a reply that is no longer due', async () => {
    const [process] = await divided(1);
    if (!process) return expect.fail();
    await expect(
      process.journal.turns.settle(settlement(anna, [], ['hello'])),
    ).rejects.toMatchObject({
      code: 'service.journal.lease',
    });
    await expect(process.journal.outbox.attempt('999', 1)).rejects.toMatchObject({
      code: 'service.journal.lease',
    });
  });
});

describe('a duty', { timeout: 60_000 }, () => {
  it('is done by one process at a time, and by another when that one is gone', async () => {
    const [first, second] = await processes(2);
    if (!first || !second) return expect.fail();
    const doing: string[] = [];
    const duty =
      (name: string) =>
      async (signal: AbortSignal): Promise<void> => {
        doing.push(name);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        doing.push(`${name} ended`);
      };
    const done = first.sharing.asLeader('polling', duty('first'), first.stopping.signal);
    await until(() => doing.length === 1);
    // Its right ends by itself, on the clock of Redis, soon enough for another to begin within 15 seconds of a death.
    const held = Number(await redis().cli('pttl', `{sharing-${places}}:journal:duty:polling`));
    expect(held).toSatisfy((left: number) => left > 0 && left <= 10_000);
    const scripts = async (): Promise<number> =>
      Number(
        /cmdstat_evalsha:calls=(\d+)/.exec(await redis().cli('info', 'commandstats'))?.[1] ?? 0,
      );
    const before = await scripts();
    const next = second.sharing.asLeader('polling', duty('second'), second.stopping.signal);
    await until(async () => (await scripts()) >= before + 4);
    expect(doing).toEqual(['first']);
    first.stopping.abort();
    await done;
    await until(() => doing.length === 3);
    expect(doing).toEqual(['first', 'first ended', 'second']);
    await redis().cli(
      'set',
      `{sharing-${places}}:journal:duty:polling`,
      'somebody else',
      'px',
      '1000',
    );
    await until(() => doing.length === 5);
    expect(doing.slice(3)).toEqual(['second ended', 'second']);
    second.stopping.abort();
    await next;
  });

  it('that fails fails', async () => {
    const [process] = await processes(1);
    const fails = (): Promise<void> => Promise.reject(new Error('no'));
    await expect(
      process?.sharing.asLeader('polling', fails, process.stopping.signal),
    ).rejects.toThrow('no');
  });
});

describe('while Redis is unavailable', { timeout: 60_000 }, () => {
  it('a stop waits only a little for it with what is under way', { timeout: 16_000 }, async () => {
    await using server = await RedisServer.start();
    const [process] = await processes(1, server.url);
    if (!process) return expect.fail();
    await process.sharing.assignChats(process, process.stopping.signal);
    await process.journal.inbox.accept(message(anna, 'a'));
    await until(() => process.leaseWorker.length === 1);
    await server.stop('SIGKILL');
    const settled = process.journal.turns.settle(settlement(anna, ['a'], ['hello']));
    process.stopping.abort();
    await expect(settled).rejects.toMatchObject({ kind: 'service', retryable: true });
  });

  it('a message is refused at once, and everything goes on by itself', async () => {
    await using server = await RedisServer.start();
    const [process] = await processes(1, server.url);
    if (!process) return expect.fail();
    const { journal } = process;
    const { inbox } = journal;
    await process.sharing.assignChats(process, process.stopping.signal);
    await inbox.accept(message(anna, 'a'));
    await until(() => process.leaseWorker.length === 1);
    await server.stop('SIGKILL');
    await until(() =>
      inbox.accept(message(anna, 'b')).then(
        () => false,
        () => true,
      ),
    );
    const begun = performance.now();
    await expect(inbox.accept(message(anna, 'b'))).rejects.toMatchObject({
      kind: 'service',
      retryable: true,
    });
    await expect(journal.health()).rejects.toMatchObject({ kind: 'service', retryable: true });
    expect(performance.now() - begun).toBeLessThan(4_000);
    const settling = process.journal.turns.settle(settlement(anna, ['a'], ['hello']));
    await server.start();
    expect(await settling).toMatchObject([{ text: 'hello' }]);
    expect(await inbox.accept(message(anna, 'b'))).toMatchObject({ isNew: true });
    await until(() => process.woken.length > 0);
  });
});

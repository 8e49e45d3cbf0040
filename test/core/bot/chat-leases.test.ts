import { describe, expect, it } from 'vitest';
import { BusyChats } from '../../../src/core/chat-loops.ts';
import type { Waiting } from '../../../src/core/kinds/journal.ts';
import { LeaseWorker, type LeaseWorkerDependencies } from '../../../src/core/bot/chat-leases.ts';

const content = { type: 'text', text: 'hi' } as const;
const waiting = (id: string, acceptedAt: number): Waiting => ({
  inbound: { id, chat: 'a', at: 0, content },
  tries: 0,
  acceptedAt,
  deaths: 0,
  lonelyDeaths: 0,
});

/** Lanes and a sender that are busy until they are told otherwise, and a list of what they were asked. */
function parts(messages: Waiting[]) {
  const asked: string[] = [];
  const busy = new BusyChats();
  const working = new Set<'lanes' | 'sender'>();
  const begin = (who: 'lanes' | 'sender', chat: string): void => {
    if (!working.has(who)) busy.begin(chat);
    working.add(who);
  };
  const end = (who: 'lanes' | 'sender'): void => {
    if (working.delete(who)) busy.end('a');
  };
  const worker = (who: 'lanes' | 'sender') => ({
    wake(chat: string): void {
      asked.push(`${who} wake`);
      begin(who, chat);
    },
    drop(): void {
      asked.push(`${who} drop`);
      end(who);
    },
    restart: () => asked.push(`${who} restart`),
    silence: () => asked.push(`${who} silence`),
  });
  const take = (chat: string, since: object): void => {
    asked.push(`take ${JSON.stringify(since)}`);
    begin('lanes', chat);
  };
  const answering = {
    takeOver: async (): Promise<void> => void asked.push('takeOver'),
    waiting: () => Promise.resolve(messages),
  };
  const all: LeaseWorkerDependencies = {
    answering,
    lanes: { ...worker('lanes'), take },
    sender: worker('sender'),
    busy,
  };
  return { all, asked, end };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a shift', () => {
  it('takes memory over first, then replies and messages, and ends when nothing is left', async () => {
    const { all, asked, end } = parts([waiting('1', 5), waiting('2', 9)]);
    const leaseWorker = new LeaseWorker(all);
    let isOver = false;
    const work = leaseWorker
      .work({ chat: 'a', notBefore: 77, lost: new AbortController().signal })
      .then(() => (isOver = true));
    await settled();
    expect(asked).toEqual([
      'takeOver',
      'sender wake',
      'take {"firstAt":5,"lastAt":9,"notBefore":77}',
    ]);
    end('lanes');
    await settled();
    leaseWorker.wake('a');
    end('sender');
    await settled();
    expect(isOver).toBe(false);
    end('lanes');
    await work;
    expect(asked.slice(3)).toEqual(['lanes wake']);
  });

  it('drops the chat when it is lost, and touches nothing when it was lost before', async () => {
    const { all, asked } = parts([waiting('1', 5)]);
    const lost = new AbortController();
    const work = new LeaseWorker(all).work({ chat: 'a', notBefore: 0, lost: lost.signal });
    await settled();
    lost.abort();
    await work;
    expect(asked.slice(3)).toEqual(['lanes drop', 'sender drop']);
    asked.length = 0;
    await new LeaseWorker(all).work({ chat: 'a', notBefore: 0, lost: lost.signal });
    expect(asked).toEqual(['takeOver']);
  });
});

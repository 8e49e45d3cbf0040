import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import { SelfCheck, type ReadinessDependencies } from '../../../src/core/health/readiness.ts';

const journal = { waiting: 1, due: 2, dead: 3 };
const message = (id: string, chat = 'anna'): Inbound => ({
  id,
  chat,
  at: 0,
  content: { type: 'text', text: '' },
});

/** A bot that is well but for what the test says, and with what its journal was tried. */
function check(parts: Partial<ReadinessDependencies> = {}) {
  const tried: (string | undefined)[] = [];
  const ends: { next: Error | undefined } = { next: undefined };
  const self = new SelfCheck({
    account: { state: 'authorized', trouble: undefined },
    journal: {
      health: async (of) => {
        tried.push(of?.id);
        if (ends.next) throw ends.next;
        return journal;
      },
    },
    prompt: {},
    isStopping: () => false,
    ...parts,
  });
  return { self, tried, ends };
}

describe('what the bot says of itself', () => {
  it('is that it is ready, with what it holds', async () => {
    expect(await check().self.readiness()).toEqual({
      ready: true,
      reasons: [],
      journal,
      channel: 'authorized',
    });
  });

  it.each<[string, Partial<ReadinessDependencies>, object]>([
    [
      'an account in trouble',
      { account: { state: undefined, trouble: 'blocked' } },
      { ready: false, reasons: ['blocked'], journal },
    ],
    [
      'a queue that grows',
      { arrival: { deaf: [], stalled: 'silent' } },
      { ready: false, reasons: ['silent'] },
    ],
    ['its end', { isStopping: () => true }, { ready: false, reasons: ['the bot is stopping'] }],
    [
      'a prompt with a problem',
      { prompt: { problem: () => 'old' } },
      { ready: true, reasons: [], detail: ['old'] },
    ],
    [
      'a prompt without one',
      { prompt: { problem: () => undefined } },
      { ready: true, reasons: [] },
    ],
    [
      'deafness',
      { arrival: { deaf: ['no address'], stalled: undefined }, prompt: { problem: () => 'old' } },
      { ready: true, reasons: [], detail: ['no address', 'old'], receiving: false },
    ],
    [
      'arrival without a fault',
      { arrival: { deaf: [], stalled: undefined } },
      { ready: true, reasons: [] },
    ],
  ])('tells of %s', async (_what, parts, expected) => {
    const usual = 'account' in parts ? {} : { channel: 'authorized' };
    expect(await check(parts).self.readiness()).toEqual({ journal, ...usual, ...expected });
  });

  it.each([
    [
      new ServiceError('journal', 'the disk is full', { retryable: true }),
      'the journal cannot be written: the disk is full',
    ],
    [new Error('secret'), 'the journal cannot be written'],
  ])('is that the journal cannot be written: %s', async (error, reason) => {
    const { self, ends } = check();
    ends.next = error;
    expect(await self.readiness()).toEqual({
      ready: false,
      reasons: [reason],
      channel: 'authorized',
    });
  });

  it('is by the message that was refused last, until that one was stored or could be', async () => {
    const { self, tried, ends } = check();
    ends.next = new Error('no');
    self.refused(message('a'));
    self.refused(message('b'));
    await self.readiness();
    self.stored(message('b', 'boris'));
    self.stored(message('a'));
    await self.readiness();
    self.stored(message('b'));
    await self.readiness();
    self.refused(message('c'));
    ends.next = undefined;
    await self.readiness();
    await self.readiness();
    expect(tried).toEqual(['b', 'b', undefined, 'c', undefined]);
  });

  it('still knows what is refused while it looks', async () => {
    const { self, tried } = check();
    self.refused(message('a'));
    const looking = self.readiness();
    self.refused(message('b'));
    await looking;
    await self.readiness();
    expect(tried).toEqual(['a', 'b']);
  });
});

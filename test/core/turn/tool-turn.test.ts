import { describe, expect, it } from 'vitest';
import type { Entry, Proposal } from '../../../src/core/kinds/turn-record.ts';
import { performAgreed } from '../../../src/core/turn/tool-turn.ts';
import { chat } from '../memories.ts';

const reply: Entry = { id: 'reply:m1', role: 'bot', text: 'Записать на 15:00?', at: 2 };
const agreed: Proposal = {
  name: 'book',
  args: { time: '15:00' },
  message: 'm1',
  reply: reply.id,
  at: 2,
};

/** What a yes does where the memory ends so. */
async function doneAfter(entries: Entry[], proposal: Proposal = agreed): Promise<unknown[]> {
  const done: unknown[] = [];
  const inbound = { id: 'm2', chat, at: 9, content: { type: 'text', text: 'Да' } } as const;
  const memory = { entries, facts: { proposal }, known: true };
  const scene = { memory, understood: [{ inbound, text: 'Да' }] };
  const talk = { perform: (_: unknown, args: unknown) => Promise.resolve(void done.push(args)) };
  const open = { talk, tools: [{ name: 'book' }] };
  const live = new AbortController().signal;
  await performAgreed(scene as never, open as never, { now: () => 9 }, live);
  return done;
}

describe('a yes', () => {
  const customer: Entry = { id: 'c', role: 'customer', text: 'Так', at: 3 };

  it('does what the last words to the customer proposed', async () => {
    expect(await doneAfter([reply])).toEqual([{ time: '15:00' }]);
    expect(await doneAfter([reply, customer])).toEqual([{ time: '15:00' }]);
  });

  it.each<[string, Entry[]]>([
    ['an operator', [reply, { ...customer, role: 'operator' }]],
    ['a reminder', [reply, { ...reply, id: 'reply:reminder/1' }]],
    ['words that never arrived', []],
  ])('to %s does nothing', async (_, entries) => {
    expect(await doneAfter(entries)).toEqual([]);
  });

  it('does nothing of which it is not known by which words it was proposed', async () => {
    const { reply: _, ...old } = agreed;
    expect(await doneAfter([reply], old)).toEqual([]);
  });
});

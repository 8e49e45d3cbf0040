import { expect, it } from 'vitest';
import { olderIds } from '../../../src/core/operator/older-ids.ts';

const none = (): Promise<never[]> => Promise.resolve([]);
async function* nothing(): AsyncGenerator<never> {}

it('finds what was given up under the id of a further device, without an account of it', async () => {
  const letter = (chat?: string) => ({
    id: 'o1',
    kind: 'outbound' as const,
    reason: 'x',
    at: 1,
    body: 'y',
    ...(chat ? { chat } : {}),
  });
  const letters = [
    '77001234567:3@c.us',
    '77001234567@c.us',
    '77007654321:3@c.us',
    undefined,
    '77001234567:3@c.us',
  ].map(letter);
  const journal = {
    accounts: { usage: nothing },
    inbox: { chats: none },
    outbox: { due: none },
    letters: { list: () => Promise.resolve(letters) },
  };
  const found = await olderIds('77001234567@c.us', { export: nothing }, journal as never);
  expect(found).toEqual(['77001234567:3@c.us']);
});

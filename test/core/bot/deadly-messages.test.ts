import { expect, it } from 'vitest';
import { lastWords } from '../../../src/core/bot/deadly-messages.ts';
import type { Deed } from '../../../src/core/kinds/deeds.ts';
import type { Waiting } from '../../../src/core/kinds/journal.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import type { TurnDependencies } from '../../../src/core/turn/turn-parts.ts';

const chat = '77001234567@c.us';
const { apology, unsure, personFollows } = builtInPhrases.ru;

const deed: Deed = { key: 'k', chat, message: 'm', name: 'book', args: { time: '15:00' }, at: 3 };

function waiting(lonelyDeaths = 2): Waiting {
  const content = { type: 'text', text: 'Запишите' } as const;
  const inbound = { id: 'm', chat, at: 1, content };
  return { inbound, tries: 0, acceptedAt: 1, deaths: 5, lonelyDeaths };
}

function dependencies(deeds: readonly Deed[]): TurnDependencies {
  const memory = { entries: [], facts: {}, known: true };
  return {
    history: { recall: () => Promise.resolve(memory) },
    phrases: builtInPhrases,
    languages: ['ru'],
    now: () => 9,
    toolbox: { parts: { deeds: { list: () => Promise.resolve(deeds) } } },
    handoff: { isTold: true, owners: [], say: (text: string) => text },
  } as unknown as TurnDependencies;
}

it('a message that ends the process is answered honestly where a try of it may have written', async () => {
  const { replies, record, brings } = await lastWords(chat, [waiting()], dependencies([deed]));
  expect(replies).toEqual([{ text: `${unsure} ${personFollows}` }]);
  const called = [{ name: 'book', unknown: true, done: false }];
  expect(record).toMatchObject({ calls: called, facts: { calls: called } });
  expect(brings?.opens?.about).toMatchObject({
    reason: 'unknown',
    summary: ['book {"time":"15:00"}'],
  });
});

it('another gets an apology where nothing was written, or where even these words end the process', async () => {
  const quiet = await lastWords(chat, [waiting()], dependencies([]));
  const hushed = await lastWords(chat, [waiting(3)], dependencies([deed]));
  expect([quiet.replies, hushed.replies]).toEqual([[{ text: apology }], [{ text: apology }]]);
});

import { describe, expect, it } from 'vitest';
import { approvedTurn } from '../../../src/core/drafts/approved-turn.ts';
import type { Case } from '../../../src/core/kinds/cases.ts';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import type { Tool, ToolResult } from '../../../src/core/kinds/tool.ts';
import { builtInPhrases } from '../../../src/core/phrases/phrases.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';
import { Toolbox } from '../../../src/core/tools/toolbox.ts';

const chat = '77001234567@c.us';
const { notDone, personFollows } = builtInPhrases.ru;
const call = { name: 'book', args: { time: '15:00' }, message: 'm1' };
const draft: Case = {
  id: 'draft/m1',
  number: 7,
  kind: 'draft',
  chat,
  at: 1,
  about: { language: 'ru', summary: ['• Время: 15:00'], proposal: [{ text: 'Готово' }], call },
};
const message: Inbound = {
  id: 'approved/7',
  chat,
  at: 2,
  from: 'operator',
  approves: { case: 7, message: 'm1', name: 'book' },
  content: { type: 'text', text: '' },
};

/** The turn about an owner's word, where the function returns this, and how often it ran. */
async function turn(result: ToolResult, parameters: Tool['parameters'] = {}) {
  let runs = 0;
  const book: Tool = {
    name: 'book',
    description: 'Books.',
    parameters,
    effect: 'write',
    run: () => ((runs += 1), Promise.resolve(result)),
  };
  const never = (): never => {
    throw new Error('not to be called');
  };
  const log = { info: () => {}, warn: () => {} };
  const came = await approvedTurn(
    message,
    {
      recall: () => Promise.resolve({ entries: [], facts: { approvalAt: 1 }, known: true }),
      cases: { find: () => Promise.resolve(draft) },
      toolbox: new Toolbox({
        sources: new Map([['own', { list: () => Promise.resolve([book]) }]]),
        off: [],
        rounds: 3,
        deeds: {
          list: () => Promise.resolve([]),
          begin: () => Promise.resolve(undefined),
          end: () => Promise.resolve(true),
        },
        timeZone: 'Asia/Almaty',
        log,
      }),
      takesFunctions: true,
      hear: never,
      ask: never,
      prompt: { load: never },
      phrases: builtInPhrases,
      languages: ['ru'],
      hours: new BusinessHours('Asia/Almaty'),
      handoff: {
        isTold: true,
        owners: [],
        language: 'ru',
        say: (sentence) => sentence,
        ttlMs: 0,
        hours: new BusinessHours('Asia/Almaty'),
      },
      now: () => 3,
    },
    new AbortController().signal,
  );
  return { ...came, runs };
}

describe('what an owner has agreed to', () => {
  it('is done and said, and nobody waits for a word any more', async () => {
    const { record, brings, runs } = await turn({ value: { ok: true } });
    expect(runs).toBe(1);
    expect(record.facts).toMatchObject({ approvalAt: null, calls: [{ name: 'book', done: true }] });
    expect(brings?.ends).toMatchObject({ number: 7, anyway: true, replies: [{ text: 'Готово' }] });
    expect(brings?.opens).toBeUndefined();
  });

  it.each<[string, ToolResult, Tool['parameters'], number]>([
    ['is refused', { value: 'taken', done: false }, {}, 1],
    [
      'takes other arguments by now',
      { value: { ok: true } },
      { type: 'object', properties: { day: { type: 'string' } }, required: ['day'] },
      0,
    ],
  ])('is a matter for a person where it %s', async (_, result, parameters, expected) => {
    const { brings, runs } = await turn(result, parameters);
    expect(runs).toBe(expected);
    expect(brings?.ends?.replies).toEqual([{ text: `${notDone} ${personFollows}` }]);
    expect(brings?.opens).toMatchObject({ kind: 'ticket', about: { reason: 'refused' } });
    expect(brings?.notices).toMatchObject([{ topic: 'ticket' }]);
  });
});

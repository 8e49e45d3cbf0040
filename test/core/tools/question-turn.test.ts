import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../../src/core/kinds/channel.ts';
import { questionTurn } from '../../../src/core/tools/question-turn.ts';

const chat = '77001234567@c.us';
const message = (id: string, more: Partial<Inbound> = {}): Inbound => ({
  id,
  chat,
  at: 0,
  content: { type: 'text', text: 'x' },
  ...more,
});
const seal = (): void => {};
const language = 'ru';

describe('the turn as a model that acts is told', () => {
  const idOf = (ids: string[], of = chat): string =>
    questionTurn(
      of,
      ids.map((id) => message(id)),
      { language, seal },
    ).id;

  it('has one id for the same messages of one chat, and another for any others', () => {
    expect(idOf(['a', 'b'])).toBe(idOf(['a', 'b']));
    const all = [
      idOf(['a', 'b']),
      idOf(['a']),
      idOf(['b', 'a']),
      idOf(['ab']),
      idOf(['a'], 'g@g.us'),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(all.join('')).toMatch(/^[\w-]+$/);
  });

  it('of a rehearsal has a new id each time, and may change nothing', () => {
    const [one, other] = [1, 2].map(() => questionTurn(chat, [message('a')], { language }));
    expect(one?.id).not.toBe(other?.id);
    expect([one?.mayAct, one?.id]).toEqual([false, expect.stringMatching(/^wabot_trial_/)]);
  });

  it.each([
    [undefined, true],
    ['all', true],
    ['read', false],
    ['none', false],
  ])('with functions in the mode %s may act: %s', (toolMode, mayAct) => {
    const manner = { language, seal, ...(toolMode && { toolMode }) } as const;
    expect(questionTurn(chat, [message('a')], manner).mayAct).toBe(mayAct);
  });

  it('names the customer as far as the chat does', () => {
    const named = [message('a', { name: 'Анна' }), message('b')];
    expect(questionTurn(chat, named, { language }).customer).toEqual({
      chat,
      phone: '77001234567',
      name: 'Анна',
    });
    expect(questionTurn('1@lid', [message('a')], { language }).customer).toEqual({ chat: '1@lid' });
  });
});

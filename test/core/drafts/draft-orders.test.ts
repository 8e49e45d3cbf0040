import { expect, it } from 'vitest';
import { DraftOrders } from '../../../src/core/drafts/draft-orders.ts';
import type { Case } from '../../../src/core/kinds/cases.ts';

const draft: Case = {
  id: 'd',
  number: 7,
  kind: 'draft',
  chat: '77017654321@c.us',
  at: 0,
  about: { proposal: [{ text: 'Да' }] },
};

it.each([
  ['1', 'Да'],
  ['2 Нет', 'Нет'],
])(
  '%s sends nothing to a customer who has written since, also before that was read',
  async (text, sent) => {
    const orders = new DraftOrders({
      cases: { find: () => Promise.resolve(draft), list: () => Promise.resolve([draft]) },
      owners: 1,
      say: (sentence) => sentence,
      now: () => 5,
    });
    const from = { id: 'm', chat: '77770000001@c.us', at: 5 };
    const outcome = await orders.carryOut({ ...from, content: { type: 'text', text } });
    expect(outcome?.brings?.ends).toMatchObject({
      number: 7,
      replies: [{ text: sent }],
      unlessNewer: true,
    });
  },
);

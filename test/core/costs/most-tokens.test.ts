import { expect, it } from 'vitest';
import { mostTokens } from '../../../src/core/costs/most-tokens.ts';

it('counts the text that all chats share anew when it changes, and back', () => {
  const most = (shared: string): number =>
    mostTokens({ shared, chat: '', messages: [{ role: 'customer', text: 'Hi' }] });
  const short = most('a');
  expect(most('a'.repeat(1000))).toBe(short + 999);
  expect(most('a')).toBe(short);
});

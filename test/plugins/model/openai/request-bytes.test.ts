import { describe, expect, it } from 'vitest';
import { toMessages } from '../../../../src/plugins/model/openai/messages.ts';
import { requestBytes } from '../../../../src/plugins/model/openai/request-bytes.ts';
import type { Question } from '../../../../src/core/kinds/model.ts';

const said: Question['messages'] = [
  { role: 'customer', text: 'Сколько "стоит"? \\ "content":"' },
  { role: 'bot', text: '25 000 ₸' },
];
const seen: Question['messages'] = [
  { role: 'customer', text: '', images: [{ jpeg: Buffer.from('x'), width: 1, height: 1 }] },
];
const shared = 'Prices:\n"A" \\ 1 000 ₸ 🙂 \ud800\n';
const forms = [
  { customerFirst: true, system: true },
  { customerFirst: false, system: true },
  { customerFirst: true, system: false },
];

describe('the bytes of a request', () => {
  it.each(
    [said, seen, []].flatMap((messages) =>
      ['', 'Today is Monday.'].flatMap((chat) =>
        forms.map((form) => [messages.length, chat, form, messages] as const),
      ),
    ),
  )('are those of its JSON: %i messages, %j, %j', (_, chat, form, messages) => {
    const more = { model: 'a "content":" model, қ', stream: false } as const;
    const whole = { ...more, messages: toMessages({ shared, chat, messages }, form) };
    const bare = { ...more, messages: toMessages({ shared: '', chat, messages }, form) };
    expect(Buffer.from(requestBytes(bare, shared)).toString()).toBe(JSON.stringify(whole));
  });

  it('are those of the newest text that all chats share', () => {
    const messages = toMessages({ shared: '', chat: '', messages: said }, { customerFirst: true });
    for (const text of ['old', 'new', '', 'old'])
      expect(
        JSON.parse(Buffer.from(requestBytes({ model: 'm', messages }, text)).toString()),
      ).toEqual({
        model: 'm',
        messages: [{ role: 'system', content: text }, ...messages.slice(1)],
      });
  });
});

import { describe, expect, it } from 'vitest';
import type { KeptChat } from '../../../src/core/history/chat-store.ts';
import { dialogueMarkdown, dialogueText, lastLines } from '../../../src/core/history/dialogue.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { newChat } from '../../../src/core/history/stored-chat.ts';

const kept: KeptChat = {
  stored: {
    ...newChat(0),
    pending: [{ id: '1', role: 'customer', text: 'Сколько стоит\nкурс?', at: 1, voice: true }],
    entries: [
      { id: 'reply:1', role: 'bot', text: '*25 000 ₸* <b>', at: 2 },
      { id: '2', role: 'customer', text: `Спасибо ${'очень '.repeat(60)}`, at: 3 },
    ],
    summary: { text: 'Айгүл спрашивала про адрес.', at: 1, messages: 12 },
  },
};
const words = translatorTo('en');
const wording = { clock: (at: number): string => `[${at}]`, words };

describe('a dialogue', () => {
  it('as text says who, when, what, and what was spoken', () => {
    expect(dialogueText(kept, wording)).toEqual([
      'Earlier, in short: Айгүл спрашивала про адрес.',
      '',
      '[1]  Customer (voice): Сколько стоит\n    курс?',
      '[2]  Bot: *25 000 ₸* <b>',
      expect.stringMatching(/^\[3\] {2}Customer: Спасибо/),
    ]);
  });

  it('as Markdown shows every sign as it was written', () => {
    const lines = dialogueMarkdown('+77001234567', kept, wording);
    expect(lines.slice(0, 11)).toEqual([
      '# +77001234567',
      '',
      '**Earlier, in short**',
      '',
      '> Айгүл спрашивала про адрес.',
      '',
      '**Customer (voice)**, [1]',
      '',
      '> Сколько стоит',
      '> курс?',
      '',
    ]);
    expect(lines).toContain(String.raw`> \*25 000 ₸\* \<b\>`);
  });

  it('in its last lines has one line for each entry, cut behind a word', () => {
    const lines = lastLines(kept, 2, words).split('\n');
    expect(lines[0]).toBe('Bot: *25 000 ₸* <b>');
    expect(lines[1]).toMatch(/^Customer: Спасибо .* очень…$/);
    expect(lines[1]?.length).toBeLessThan(180);
  });
});

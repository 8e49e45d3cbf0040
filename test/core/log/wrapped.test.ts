import { describe, expect, it } from 'vitest';
import { wrapped } from '../../../src/core/log/wrapped.ts';

describe('a text on a screen', () => {
  const screen = { columns: 20 };
  it.each([
    ['короткая строка', 0, 'короткая строка'],
    ['один два три четыре пять', 0, 'один два три четыре\nпять'],
    ['  один два три четыре пять', 0, '  один два три\n  четыре пять'],
    ['- один два три четыре пять', 2, '- один два три\n  четыре пять'],
    [
      'см. https://example.kz/a/very/long/address здесь',
      0,
      'см.\nhttps://example.kz/a/very/long/address\nздесь',
    ],
    ['раз\n\nодин два три четыре пять', 0, 'раз\n\nодин два три четыре\nпять'],
    ['\u001b[1mодин два три четыре\u001b[22m', 0, '\u001b[1mодин два три четыре\u001b[22m'],
    ['🎤 🎤 🎤 🎤 🎤 🎤 🎤', 0, '🎤 🎤 🎤 🎤 🎤 🎤 🎤'],
    ['🎤 🎤 🎤 🎤 🎤 🎤 🎤 🎤', 0, '🎤 🎤 🎤 🎤 🎤 🎤 🎤\n🎤'],
  ])('%j', (text, hang, lines) => expect(wrapped(text, screen, hang)).toBe(lines));

  it('is left as it is where there is no screen', () =>
    expect(wrapped('я '.repeat(200), { columns: undefined })).toBe('я '.repeat(200)));
});

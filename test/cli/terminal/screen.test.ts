import { describe, expect, it } from 'vitest';
import { noScreen, screenOf, styled, wrapped } from '../../../src/cli/terminal/screen.ts';

describe('a screen', () => {
  it.each([
    [{ isTTY: true, columns: 120 }, {}, { columns: 120, styled: true }],
    [{ isTTY: true, columns: 0 }, { NO_COLOR: '1' }, { columns: 80, styled: false }],
    [{ isTTY: true }, { TERM: 'dumb' }, { columns: 80, styled: false }],
    [{ isTTY: true }, { NO_COLOR: '' }, { columns: 80, styled: true }],
    [{ columns: 120 }, {}, noScreen],
  ])('of %j with %j is %j', (stream, environment, screen) =>
    expect(screenOf(stream, environment)).toEqual(screen),
  );

  it('shows styles or leaves them out', () => {
    expect(styled({ columns: 80, styled: true }, 'bold', 'x')).toBe('\u001b[1mx\u001b[22m');
    expect(styled(noScreen, 'bold', 'x')).toBe('x');
  });
});

describe('a text on a screen', () => {
  const screen = { columns: 20, styled: false };
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
    expect(wrapped('я '.repeat(200), noScreen)).toBe('я '.repeat(200)));
});

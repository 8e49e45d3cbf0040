import { describe, expect, it } from 'vitest';
import { longestMessage, splitMessage } from '../../../src/core/split/index.ts';

const sentence = 'Занятия идут по вторникам и четвергам. ';

/** Text of about so many characters, without a line end. */
const prose = (length: number): string =>
  sentence
    .repeat(Math.ceil(length / sentence.length))
    .slice(0, length)
    .trim();
const visible = (text: string): string => text.replace(/\s+/g, '');

/** The messages, after checks that hold for every text. */
function split(text: string): string[] {
  const messages = splitMessage(text);
  for (const message of messages) {
    expect(message).not.toBe('');
    expect(message).toBe(message.trim());
    expect(message.length).toBeLessThanOrEqual(longestMessage);
    expect(message.isWellFormed()).toBe(text.isWellFormed());
  }
  return messages;
}

/** Splits a text without marks; nothing but space may be lost. */
function splitPlain(text: string): string[] {
  const messages = split(text);
  expect(visible(messages.join(''))).toBe(visible(text));
  return messages;
}

describe('splitMessage', () => {
  it('leaves what fits alone, and sends nothing for nothing', () => {
    expect(split('Да, есть.')).toEqual(['Да, есть.']);
    expect(split(' \n Да \n')).toEqual(['Да']);
    expect(split('x'.repeat(longestMessage))).toHaveLength(1);
    expect(split('')).toEqual([]);
    expect(split(' \n\t ')).toEqual([]);
  });

  it('cuts between paragraphs first', () => {
    const paragraphs = [prose(1500), prose(1500), prose(3000)];
    expect(splitPlain(paragraphs.join('\n\n'))).toEqual([
      `${paragraphs[0]}\n\n${paragraphs[1]}`,
      paragraphs[2],
    ]);
  });

  it('then between lines', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `• ${index} ${prose(200)}`);
    const messages = splitPlain(lines.join('\n'));
    expect(messages.flatMap((message) => message.split('\n'))).toEqual(lines);
    expect(messages).toHaveLength(3);
  });

  it('then after sentences', () => {
    const messages = splitPlain(prose(9_000));
    expect(messages.slice(0, -1).every((message) => message.endsWith('четвергам.'))).toBe(true);
    expect(messages).toHaveLength(3);
    expect(splitPlain(`${'а '.repeat(1_500)}конец?» ${'б '.repeat(1_500)}`)[0]).toMatch(
      /конец\?»$/,
    );
  });

  it('then between words, but not within numbers and units', () => {
    const words = Array.from({ length: 2_000 }, (_, index) => `слово${index}`);
    expect(splitPlain(words.join(' ')).flatMap((message) => message.split(' '))).toEqual(words);
    const [first = '', second = ''] = splitPlain(
      `${'слово '.repeat(665)}25\u00a0000\u00a0₸ и далее ${'слово '.repeat(100)}`,
    );
    expect(first).toMatch(/слово$/);
    expect(second).toMatch(/^25\u00a0000\u00a0₸ и/);
  });

  it('does not make a message of a short heading', () => {
    expect(splitPlain(`Цены\n\n${prose(7_000)}`)[0]?.length).toBeGreaterThan(3_000);
  });

  it('keeps an address whole where that is possible', () => {
    const address = `https://example.com/${'x'.repeat(500)}`;
    expect(splitPlain(`${prose(3_800)} ${address} ${prose(300)}`)[1]).toContain(address);
  });

  it.each([
    ['pairs of surrogates', '😀'],
    ['families', '👨‍👩‍👧‍👦'],
    ['flags', '🇰🇿'],
    ['skin tones', '👍🏽'],
    ['letters with marks', 'и\u0306\u0301'],
    ['syllables', 'क्षि'],
  ])('never parts %s', (_, character) => {
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const messages = splitPlain(before + character.repeat(3_000));
      expect(messages.length).toBeGreaterThan(1);
      for (const message of messages.slice(1))
        expect(message).toMatch(new RegExp(`^(?:${character})+$`));
    }
  });

  it('does not leave a mark alone at the beginning of a message', () => {
    for (const message of splitPlain('слово \u0301'.repeat(1_000)))
      expect(message).not.toMatch(/^\p{M}/u);
  });

  it('ends even where one character is longer than a message', () => {
    expect(splitPlain(`a${'\u0301'.repeat(9_000)}`).length).toBeGreaterThan(2);
  });

  it('ends on whatever is sent to it, in time that grows with the length', () => {
    for (const part of [
      'x',
      ' \n',
      '*',
      '```',
      '*a ',
      '``` a ',
      '> ',
      '_*~`',
      '😀',
      '. ',
      '```\n \n',
    ]) {
      expect(splitMessage(`a${part.repeat(300_000)}b`).length).toBeGreaterThan(0);
    }
  });
});

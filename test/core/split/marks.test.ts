import { describe, expect, it } from 'vitest';
import { longestMessage, splitMessage } from '../../../src/core/split/index.ts';

const words = (count: number): string =>
  Array.from({ length: count }, (_, index) => `слово${index}`).join(' ');

describe('marks across messages', () => {
  it.each(['*', '_', '~', '`'])('%s is closed and opened again', (mark) => {
    const messages = splitMessage(`Начало ${mark}${words(900)}${mark} конец`);
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) expect(message.split(mark)).toHaveLength(3);
    expect(messages[0]?.endsWith(mark)).toBe(true);
    expect(messages[1]?.startsWith(`${mark}слово`)).toBe(true);
    expect(messages.join(' ').replaceAll(mark, '')).toBe(`Начало ${words(900)} конец`);
  });

  it('are closed from the inside out', () => {
    const [first = '', second = ''] = splitMessage(`*Начало _${words(600)}_*`);
    expect(first).toMatch(/^\*Начало _слово0 [^*_]*_\*$/);
    expect(second).toMatch(/^\*_слово[^*_]*_\*$/);
  });

  it('stay together where the message before stays half full', () => {
    const bold = `*${words(100)}*`;
    const [first = '', second = ''] = splitMessage(`${words(380)} ${bold} ${words(100)}`);
    expect(first).not.toContain('*');
    expect(second.startsWith(bold)).toBe(true);
    const block = `\`\`\`\n${words(100)}\n\`\`\``;
    expect(splitMessage(`${words(380)}\n${block}`)).toEqual([words(380), block]);
  });

  it('of code keep its lines and their indentation', () => {
    const lines = Array.from({ length: 400 }, (_, index) => `    line ${index} of code`);
    const messages = splitMessage(`Код:\n\`\`\`\n${lines.join('\n')}\n\`\`\`\nконец`);
    expect(messages.length).toBeGreaterThan(2);
    const shown = messages.flatMap((message) =>
      [...message.matchAll(/```\n([^]*?)\n```/g)].flatMap(([, code = '']) => code.split('\n')),
    );
    expect(shown).toEqual(lines);
    for (const message of messages) expect(message.split('```')).toHaveLength(3);
  });

  it('of a quote are set again in the middle of its line', () => {
    const messages = splitMessage(`Вы спросили:\n> ${words(900)}\nДа.`);
    expect(messages.slice(1).every((message) => message.startsWith('> слово'))).toBe(true);
    expect(messages.at(-1)?.endsWith('\nДа.')).toBe(true);
  });

  it('are not made out of signs that mark nothing', () => {
    const text = `5 * 3 и snake_case_word, 2*2*2, * a * ${words(900)} * и ещё _ ~ конец*`;
    expect(splitMessage(text).join(' ')).toBe(text);
    const code = `\`\`\`\n*a ${words(700)} b*\n\`\`\``;
    for (const message of splitMessage(code))
      expect(message).not.toMatch(/^```\n\*слово|[^b]\*\n```$/);
  });

  it('hold in random texts: within the limit, every word once, every mark in pairs', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 50; round += 1) {
      let word = 0;
      const some = (most: number): string =>
        Array.from({ length: 1 + random(most) }, () => `w${(word += 1)}`).join(' ');
      const parts = Array.from({ length: 60 }, () => {
        const [mark = ''] = ['*', '_', '~', ''].slice(random(4));
        const end = ['\n\n', '\n', ' ', '. '][random(4)] ?? '';
        return random(6) === 0
          ? `\n\`\`\`\n${some(200)}\n${some(50)}\n\`\`\`\n`
          : `${mark}${some(120)}${mark}${end}`;
      });
      const messages = splitMessage(parts.join(''));
      expect(messages.flatMap((message) => message.match(/w\d+/g) ?? [])).toEqual(
        Array.from({ length: word }, (_, index) => `w${index + 1}`),
      );
      for (const message of messages) {
        expect(message.length).toBeLessThanOrEqual(longestMessage);
        expect(message).not.toBe('');
        expect(message.split('```').length % 2).toBe(1);
        for (const mark of ['*', '_', '~'])
          expect([mark, message.split(mark).length % 2]).toEqual([mark, 1]);
      }
    }
  });
});

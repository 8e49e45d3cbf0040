import { beforeAll, describe, expect, it } from 'vitest';
import { countSteps, TooManySteps, watchBlocks } from './steps/count-steps.ts';
import { entries } from './steps/entries.ts';
import { hostileLength, hostileTexts } from './steps/shapes.ts';

// How work is counted, because time says nothing on a machine that does other things too: a regular expression by every step
// that a backtracking engine takes for it (our own engine in steps/, which must find what V8 finds); methods of strings by the
// characters that they go over; our own loops by how often V8 ran each block of our files. The sums are the same on every
// machine. Work that grows with the square of the length would need tens of thousands of steps a character.

/** Steps a character: some more than the most expensive entry takes, which reads a reply and the customer's words whole. */
const mostSteps = 600;

beforeAll(() => watchBlocks());

describe('much of whatever a stranger sends', { timeout: 300_000 }, () => {
  it.each(Object.entries(entries))('take work in proportion as %s', async (_, load) => {
    const work = await load();
    const dear = hostileTexts().flatMap(([shape, text]) => {
      const { total, most } = countSteps(() => work(text), mostSteps * hostileLength);
      return total > mostSteps * hostileLength ? [`${shape}: ${total} steps, most in ${most}`] : [];
    });
    expect(dear).toEqual([]);
  });
});

describe('the counter', () => {
  const text = `${' '.repeat(20_000)}a`;

  it('breaks off what takes the square of the length', () => {
    expect(() => countSteps(() => text.replace(/\s+$/, ''), 100 * text.length)).toThrow(
      TooManySteps,
    );
    expect(() =>
      countSteps(() => Array.from(text, (_, at) => text.indexOf('b', at)), 100 * text.length),
    ).toThrow(TooManySteps);
  });

  it('counts what is linear as such', () => {
    expect(countSteps(() => text.replace(/(?<!\s)\s+$/, ''), 100 * text.length).total).toBeLessThan(
      10 * text.length,
    );
  });

  it('counts loops of ours', async () => {
    const { distance } = await import('../src/core/did-you-mean.ts');
    const word = 'a'.repeat(300);
    const { total, most } = countSteps(() => distance(word, word), 1);
    expect(most).toContain('src/core/did-you-mean.ts');
    expect(total).toBeGreaterThan(word.length ** 2 / 2);
  });

  it('leaves everything as it was', () => {
    const { exec } = RegExp.prototype;
    const { indexOf } = String.prototype;
    expect(() => countSteps(() => 'aaaa'.replace(/a+b/, ''), 1)).toThrow(TooManySteps);
    expect(RegExp.prototype.exec).toBe(exec);
    expect(String.prototype.indexOf).toBe(indexOf);
  });
});

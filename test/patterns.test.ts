import { describe, expect, it } from 'vitest';
import { ownShapes, patterns } from './steps/patterns.ts';
import { programOf } from './steps/regex-program.ts';
import { countMatch } from './steps/regex-steps.ts';
import { hostileTexts } from './steps/shapes.ts';

/** Long enough to tell the square of a length from the length, in UTF-16 units. */
const length = 1024;

/** Steps a character; one that goes back over a run from each of its places needs more than five hundred. */
const mostSteps = 150;

class Enough extends Error {}

/** Whether all matches in a text, one after the other, take more steps than a text of its length may; a sticky one is one try. */
function isDear(pattern: RegExp, text: string): boolean {
  let total = 0;
  const spend = (steps: number): void => {
    total += steps;
    if (total > mostSteps * text.length) throw new Enough();
  };
  try {
    for (let from = 0; from <= text.length;) {
      const { start, end } = countMatch(pattern, text, from, spend);
      if (start < 0 || pattern.sticky) return false;
      from = Math.max(end, from + 1);
    }
    return false;
  } catch (error) {
    if (error instanceof Enough) return true;
    throw error;
  }
}

/** What a pattern is too dear for: the begin of such a text; undefined when there is none. */
function dearText(pattern: RegExp): string | undefined {
  if (programOf(pattern).isShort) return undefined;
  const texts = [...ownShapes(pattern, length), ...hostileTexts(length).map(([, text]) => text)];
  return texts.find((text) => isDear(pattern, text))?.slice(0, 20);
}

describe('every regular expression', { timeout: 300_000 }, () => {
  // The sandbox plays the vendors on loopback; strangers do not reach it.
  const ours = patterns().filter(({ path }) => !path.startsWith('src/sandbox/'));

  it('takes work in proportion to a text, whatever the text is', () => {
    const dear = ours.flatMap(({ path, pattern }) => {
      const text = dearText(pattern);
      return text === undefined ? [] : [`${path}: ${String(pattern)} for ${JSON.stringify(text)}…`];
    });
    expect(dear).toEqual([]);
  });

  it('is found', () => {
    expect(ours.length).toBeGreaterThan(300);
    expect(ours.map(({ path }) => path)).toContain('src/core/markup/html.ts');
  });

  it.each([/\s+$/, /(a+)+b/, /(.)\/+$/, /«[^»]*»/, /[ \t]*\{#/, /(?:a|a)*b/, /<(b)>.*?<\/\1>/s])(
    'would be found dear: %s',
    (pattern) => {
      expect(dearText(pattern)).toBeDefined();
    },
  );

  it.each([/(?<!\s)\s+$/, /^\s+/, /«[^«»]*»/, /[a-z]+/, /\bword\b/])(
    'would not be: %s',
    (pattern) => {
      expect(dearText(pattern)).toBeUndefined();
    },
  );
});

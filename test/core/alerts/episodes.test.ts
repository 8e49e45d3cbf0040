import { describe, expect, it } from 'vitest';
import { advance, afterTelling, type Course } from '../../../src/core/alerts/episodes.ts';

const minuteMs = 60_000;

/** Signs a minute apart (`x`: trouble, `.`: well, a digit: so many quarters of an hour pass); what is told, with its minute. */
function told(signs: string): string[] {
  let course: Course = {};
  let now = 0;
  const said: string[] = [];
  for (const sign of signs) {
    if (/\d/.test(sign)) now += Number(sign) * 15 * minuteMs;
    else {
      const step = advance('t', course, { isWell: sign === '.' }, now);
      course = step.course;
      if (step.tell) {
        said.push(`${now / minuteMs}: ${step.tell.topic} of ${step.tell.id}`);
        course = afterTelling(course, step.tell, now);
      }
      now += minuteMs;
    }
  }
  return said;
}

describe('trouble that comes and goes', () => {
  it('is told when it is first seen, and its end once', () => {
    expect(told('xxx....')).toEqual(['0: t of t/0', '3: t.over of t/0/over']);
  });

  it('is told again only when it was well in between', () => {
    expect(told('xx.x')).toEqual(['0: t of t/0', '2: t.over of t/0/over']);
    expect(told(`xx${'.'.repeat(12)}x`)).toEqual([
      '0: t of t/0',
      '2: t.over of t/0/over',
      '14: t of t/840000',
    ]);
  });

  it('is told at most twice in ten minutes, and afterwards as it then is', () => {
    expect(told('x.'.repeat(12))).toEqual([
      '0: t of t/0',
      '1: t.over of t/0/over',
      '10: t of t/120000',
    ]);
  });

  it('that returns within the hour is over after ten minutes of being well', () => {
    expect(told(`x.11x${'.'.repeat(12)}`)).toEqual([
      '0: t of t/0',
      '1: t.over of t/0/over',
      '32: t of t/1920000',
      '42: t.over of t/1920000/over',
    ]);
  });

  it('that returns after an hour is over as soon as the first time', () => {
    expect(told('x.5x..')).toEqual([
      '0: t of t/0',
      '1: t.over of t/0/over',
      '77: t of t/4620000',
      '78: t.over of t/4620000/over',
    ]);
  });

  it('that nobody was told of ends without a word', () => {
    const { course } = advance('t', {}, { isWell: false }, 0);
    expect(advance('t', course, { isWell: true }, minuteMs)).toEqual({
      course: { endedAt: minuteMs },
    });
  });

  it('is told with its values, and not over what does not work', () => {
    const sign = { isWell: false, values: { share: 80 }, not: ['whatsapp'] };
    expect(advance('t', {}, sign, 5).tell).toEqual({
      id: 't/5',
      at: 5,
      topic: 't',
      values: { share: 80 },
      not: ['whatsapp'],
    });
  });

  it('is not counted as told by what was told of another episode', () => {
    const { course } = advance('t', {}, { isWell: false }, 0);
    expect(afterTelling(course, { id: 't/another' }, 1)).toEqual(course);
    expect(afterTelling({}, { id: 't/0' }, 1)).toEqual({});
  });
});

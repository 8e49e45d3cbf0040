import { describe, expect, it } from 'vitest';
import { firstInside, retryAfter, systemCode } from '../../src/core/vendor-failure.ts';

const now = Date.UTC(2026, 10, 24, 12);

describe('retryAfter', () => {
  it.each([
    ['2', 2000],
    [' 0.5 ', 500],
    ['0', 0],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['', undefined],
    ['soon', undefined],
    ['-5 seconds', undefined],
  ])('%j asks for %s ms', (header, asked) => {
    expect(retryAfter(header, now)).toBe(asked);
  });
});

describe('the word for a lost connection', () => {
  const broken = (code: unknown, more: object = {}): Error =>
    Object.assign(new Error('no'), { code, ...more });

  it('is found in the error, in its causes and in their members', () => {
    const members = Object.assign(new Error('all'), {
      errors: [new Error('x'), broken('ETIMEDOUT')],
    });
    expect(firstInside(broken('ECONNREFUSED', { cause: broken('ENOTFOUND') }), systemCode)).toBe(
      'ECONNREFUSED',
    );
    expect(firstInside(new Error('fetch failed', { cause: members }), systemCode)).toBe(
      'ETIMEDOUT',
    );
  });

  it('is only a word of the system', () => {
    for (const code of ['invalid_api_key', 23, undefined, 'A', 'SK-77001234567'])
      expect(systemCode(broken(code))).toBeUndefined();
    expect(firstInside('ECONNREFUSED', systemCode)).toBeUndefined();
  });

  it('is looked for to an end in an error that is its own cause', () => {
    const circle = new Error('circle');
    circle.cause = circle;
    expect(firstInside(circle, systemCode)).toBeUndefined();
  });
});

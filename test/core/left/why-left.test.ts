import { describe, expect, it } from 'vitest';
import { whyLeft } from '../../../src/core/left/why-left.ts';
import { BusinessHours } from '../../../src/core/time/business-hours.ts';

const hour = 60 * 60 * 1000;
const now = Date.parse('2026-12-10T22:00+05:00');
const hours = new BusinessHours('Asia/Almaty', {
  hours: 'пн-пт 10-19',
  daysOff: { country: 'none', dates: [] },
});
const noon = now - 10 * hour;

describe('messages are left to people', () => {
  it.each(['collect', 'silent'] as const)('while the business is closed: %s', (closed) => {
    expect(whyLeft([{ at: now }], { closed, hours }, now)).toBe('closed');
    expect(whyLeft([{ at: noon }], { closed, hours }, noon)).toBeUndefined();
    expect(whyLeft([{ at: now }], { closed: 'answer', hours }, now)).toBeUndefined();
  });

  it('where even the newest of a customer is older than a day', () => {
    const rules = { closed: 'collect', hours } as const;
    const old = now - 24 * hour - 1;
    expect(whyLeft([{ at: old }], rules, now)).toBe('stale');
    expect(whyLeft([{ at: old }, { at: now, from: 'operator' }], rules, now)).toBe('stale');
    expect(whyLeft([{ at: old }, { at: now - 24 * hour }], rules, noon)).toBeUndefined();
  });

  it('unless a person has put one back', () => {
    const rules = { closed: 'silent', hours } as const;
    expect(whyLeft([{ at: now - 99 * hour, again: true }], rules, now)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { daysOff, hoursSettings, openingHours } from '../../../src/core/settings/hours-settings.ts';

describe('the settings of the hours', () => {
  const hours = openingHours('WABOT_HOURS', { summary: 'When', example: 'Mon-Fri 10:00-19:00' });
  const off = daysOff('WABOT_HOLIDAYS', { summary: 'Days off' });

  it('take hours as they are written', () => {
    expect(hours.parse('пн-пт 10-19')).toBe('пн-пт 10-19');
    expect(() => hours.parse('звоните')).toThrow(
      /^must be opening hours such as .*: "звоните" is not understood$/,
    );
  });

  it.each([
    ['none', 'none', []],
    ['KZ', 'kz', []],
    ['ru, 2026-12-10', 'ru', ['2026-12-10']],
    ['2026-12-10', 'none', ['2026-12-10']],
    [
      'kz; 2026-12-10, 2026-12-16 11:00-12:00, 13-15,2026-12-31',
      'kz',
      ['2026-12-10', '2026-12-16 11:00-12:00, 13-15', '2026-12-31'],
    ],
  ])('take days off: %s', (text, country, dates) => {
    expect(off.parse(text)).toEqual({ country, dates });
  });

  it.each([
    ['de', /must be none, kz or ru, with dates of your own behind it, not "de"/],
    ['kz, 2026-13-01', /"2026-13-01" is not a date/],
    ['kz, 2026-12-10 9-25', /"25" is not a time of day/],
  ])('refuse days off: %s', (text, message) => {
    expect(() => off.parse(text)).toThrow(message);
  });

  it.each([
    ['12h', 12 * 60 * 60 * 1000],
    ['24h', 24 * 60 * 60 * 1000],
    ['30m', 30 * 60 * 1000],
  ])('take the age of a late message: %s', (text, value) => {
    expect(hoursSettings.staleMs.parse(text)).toBe(value);
  });

  it.each([
    ['25h', /^must be at most 24h: what is older is not answered, not "25h"$/],
    ['0', /^must be a time such as/],
    ['bald', /^must be a time such as/],
  ])('refuse the age of a late message: %s', (text, message) => {
    expect(() => hoursSettings.staleMs.parse(text)).toThrow(message);
  });

  it('say what is done while the business is closed', () => {
    expect(hoursSettings.closed.parse('Collect')).toBe('collect');
    expect(() => hoursSettings.closed.parse('sleep')).toThrow(
      'must be answer, collect or silent, not "sleep"',
    );
  });
});

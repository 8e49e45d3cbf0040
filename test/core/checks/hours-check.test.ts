import { describe, expect, it } from 'vitest';
import { checkHours } from '../../../src/core/checks/hours-check.ts';

const now = Date.parse('2026-12-09T12:30+05:00');

function found(environment: Record<string, string>, at = now): string[] {
  return checkHours(environment, at).map(({ level, message }) => `${level}: ${message}`);
}

const weekdays = { WABOT_HOURS: 'пн-пт 10-19' };
const owners = { WABOT_OWNERS: '+7 701 555 00 00' };

describe('doctor on the opening hours', () => {
  it('says whether the business is open, and until when', () => {
    const env = { ...weekdays, WABOT_HOLIDAYS: 'none' };
    expect(found(env)).toEqual(['ok: the business is open now, until 2026-12-09 19:00']);
    expect(found(env, Date.parse('2026-12-11T20:00+05:00'))).toEqual([
      'ok: the business is closed now, and opens at 2026-12-14 10:00',
    ]);
    expect(found({ WABOT_HOURS: '24/7' })).toEqual(['ok: the business is always open']);
    expect(found({})).toEqual([
      'ok: when the business is open is not set (WABOT_HOURS): always, for the bot',
    ]);
  });

  it('proposes the public holidays of the country, until somebody has said what holds', () => {
    const proposal = 'warning: public holidays count as ordinary days: WABOT_HOLIDAYS is not set';
    expect(found(weekdays)).toContain(proposal);
    expect(checkHours({ ...weekdays, WABOT_COUNTRY: 'RU' }, now)[1]?.suggestions?.[0]).toContain(
      'WABOT_HOLIDAYS=ru',
    );
    expect(found({ ...weekdays, WABOT_COUNTRY: 'DE' })).toHaveLength(1);
    for (const said of ['none', 'kz', '2026-12-16'])
      expect(found({ ...weekdays, WABOT_HOLIDAYS: said })).not.toContain(proposal);
  });

  it('asks which holidays are meant where the hours speak of them', () => {
    const env = { WABOT_HOURS: 'пн-пт 10-19, в праздники выходной', WABOT_HOLIDAYS: 'none' };
    expect(found(env)).toContain(
      'warning: WABOT_HOURS says that the business is closed on public holidays, but not which ones',
    );
  });

  it('names days off that are not announced yet, unless the business has decided on them', () => {
    const env = { ...weekdays, WABOT_HOLIDAYS: 'kz' };
    const spring = Date.parse('2027-05-05T12:00+05:00');
    expect(found(env, spring)).toContain('warning: 2027-05-16 is not certain as a day off');
    expect(found({ ...env, WABOT_HOLIDAYS: 'kz, 2027-05-16' }, spring)).not.toContain(
      'warning: 2027-05-16 is not certain as a day off',
    );
    expect(found(env)).toHaveLength(1);
  });

  it.each(['collect', 'silent'])('warns where WABOT_CLOSED=%s cannot do what it says', (closed) => {
    expect(found({ WABOT_CLOSED: closed, ...owners })).toEqual([
      `warning: WABOT_CLOSED=${closed} does nothing: the business counts as always open`,
    ]);
    const env = { ...weekdays, WABOT_HOLIDAYS: 'kz', WABOT_CLOSED: closed };
    expect(found(env)).toContain(
      `warning: WABOT_CLOSED=${closed}, and nobody gets the list of the questions that are left`,
    );
    expect(found({ ...env, ...owners })).toHaveLength(1);
  });

  it('refuses hours that contradict the days off', () => {
    const env = { WABOT_HOURS: 'без выходных и праздников 10-19', WABOT_HOLIDAYS: 'kz' };
    expect(() => checkHours(env, now)).toThrow('they hold on public holidays');
  });
});

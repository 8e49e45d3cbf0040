import { describe, expect, it } from 'vitest';
import type { TimeRange } from '../../../src/core/kinds/calendar.ts';
import { possibleSlots, withoutBusy } from '../../../src/plugins/calendar/free-slots.ts';
import type { OpenedPlan } from '../../../src/plugins/calendar/open-plan.ts';
import { serviceNamed, type Service } from '../../../src/plugins/calendar/plan.ts';
import { hourMs, monday, onePerson, planOf } from './places.ts';

const day = (from: number): TimeRange => ({ from, to: from + 24 * hourMs });
const midnight = monday - 8 * hourMs;

function service({ plan }: OpenedPlan, name = 'Стрижка'): Service {
  const found = serviceNamed(plan, name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

function times(opened: OpenedPlan, range: TimeRange, now = monday, name?: string): string[] {
  const slots = possibleSlots(service(opened, name), range, { ...opened, now });
  return slots.map(({ from, staff }) =>
    `${opened.schedule.clock.isoOf(from).slice(5, 16)} ${staff}`.trim(),
  );
}

describe('possible times', () => {
  it('begin every step from the beginning of the hours, and end within them', async () => {
    const found = times(await planOf(onePerson), day(midnight));
    expect([found.length, found[0], found[1], found.at(-1)]).toEqual([
      17,
      '11-30T10:00 Айгуль',
      '11-30T10:30 Айгуль',
      '11-30T18:00 Айгуль',
    ]);
  });

  it('keep to the notice and the horizon', async () => {
    const opened = await planOf(onePerson.replace('notice: 0', 'notice: 3h\nhorizon: 1d'));
    expect(times(opened, { from: midnight, to: midnight + 9 * 24 * hourMs })).toEqual(
      expect.arrayContaining(['11-30T11:00 Айгуль', '11-30T18:00 Айгуль']),
    );
    const found = times(opened, { from: midnight, to: midnight + 9 * 24 * hourMs });
    expect([found[0], found.at(-1)]).toEqual(['11-30T11:00 Айгуль', '11-30T18:00 Айгуль']);
  });

  it('are none on days off of the country, of the business and of the person', async () => {
    const days = { country: 'kz' as const, dates: ['2026-12-01', '2026-12-02 12:00-14:00'] };
    const away = onePerson.replace('    calendar', '    days_off: [2026-12-03]\n    calendar');
    const opened = await planOf(away, { daysOff: days });
    const on = (date: string): number =>
      times(opened, day(Date.parse(`${date}T00:00+05:00`))).length;
    expect([on('2026-12-01'), on('2026-12-02'), on('2026-12-03'), on('2026-12-04')]).toEqual([
      0, 3, 0, 17,
    ]);
    expect(on('2026-12-16')).toBe(0);
  });

  it('run past midnight where the hours do', async () => {
    const late = onePerson.replace('Mon-Fri 10:00-19:00', 'Mon 22:00-02:00');
    const found = times(await planOf(late), day(midnight + 24 * hourMs), monday);
    expect(found).toEqual(['12-01T00:00 Айгуль', '12-01T00:30 Айгуль', '12-01T01:00 Айгуль']);
  });

  it('are by the hours of the plan or of the business where a person has none', async () => {
    const text = 'services: [{name: Урок, duration: 1h}]\nstep: 1h\nnotice: 0';
    expect(times(await planOf(text), day(midnight), monday, 'урок').length).toBe(9);
    expect(times(await planOf(text, { hours: 'Mon 9-11' }), day(midnight), monday, 'Урок')).toEqual(
      ['11-30T09:00', '11-30T10:00'],
    );
  });
});

describe('free times', () => {
  it('touch nothing that is booked, with the buffer behind each', async () => {
    const opened = await planOf(onePerson.replace('step: 30m', 'buffer: 15m\nstep: 30m'));
    const haircut = service(opened);
    const possible = possibleSlots(haircut, day(midnight), { ...opened, now: monday });
    const at = (time: string): number => Date.parse(`2026-11-30T${time}+05:00`);
    const busy = [{ staff: 'Айгуль', from: at('12:00'), to: at('13:15') }];
    const found = withoutBusy(possible, busy, haircut).map(({ from }) => from);
    expect([
      found.includes(at('10:30')),
      found.includes(at('11:00')),
      found.includes(at('13:00')),
      found.includes(at('13:30')),
    ]).toEqual([true, false, false, true]);
    expect(withoutBusy(possible, [{ ...busy[0], staff: 'Марат' } as never], haircut).length).toBe(
      17,
    );
  });
});

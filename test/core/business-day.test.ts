import { describe, expect, it } from 'vitest';
import { BusinessDays } from '../../src/core/business-day.ts';

const at = (iso: string): number => Date.parse(iso);

describe('days of the business', () => {
  it('change at its own midnight', () => {
    const almaty = new BusinessDays('Asia/Almaty');
    expect(almaty.of(at('2026-11-24T18:59:59Z'))).toBe('2026-11-24');
    expect(almaty.of(at('2026-11-24T19:00:00Z'))).toBe('2026-11-25');
    expect(new BusinessDays('America/New_York').of(at('2026-11-25T04:59:59Z'))).toBe('2026-11-24');
  });

  it('are counted back over months, leap days and changes of the clock', () => {
    expect(new BusinessDays('Asia/Almaty').last(3, at('2028-02-29T20:00:00Z'))).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
    expect(new BusinessDays('Europe/Berlin').last(3, at('2026-10-25T23:30:00Z'))).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
  });

  it.each(['Pacific/Kiritimati', 'Asia/Almaty', 'UTC', 'Etc/GMT+12'])(
    'have begun nowhere earlier than it says (%s)',
    (zone) => {
      const before = BusinessDays.before('2026-11-24');
      expect(new BusinessDays(zone).of(before) < '2026-11-24').toBe(true);
    },
  );
});

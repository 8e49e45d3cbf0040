import { expect, it } from 'vitest';
import { icalendar } from '../../../src/core/operator/icalendar.ts';

const from = Date.parse('2026-12-01T15:00:00+05:00');
const booking = {
  id: 'bk1',
  key: 'k',
  service: 'Стрижка, детская',
  staff: 'Айгуль',
  from,
  to: from + 3_600_000,
  at: from,
  visitor: {
    chat: '7@c.us',
    phone: '77001234567',
    name: 'Мурат',
    comment: 'x\r\nEND:VEVENT\n; \\',
  },
};

it('writes bookings so that nothing of a customer’s begins a line of its own', () => {
  const text = icalendar([booking], from);
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines).toContain('DTSTART:20261201T100000Z');
  expect(lines).toContain('SUMMARY:Стрижка\\, детская: Мурат');
  expect(lines).toContain('DESCRIPTION:+77001234567\\nАйгуль\\nx\\nEND:VEVENT\\n\\; \\\\');
  expect(lines.filter((line) => line === 'END:VEVENT').length).toBe(1);
});

it('folds long lines by bytes, and cuts no character', () => {
  const text = icalendar([{ ...booking, service: 'Ж'.repeat(100) }], from);
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(text).not.toContain('\uFFFD');
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'Ж'.repeat(100)}: Мурат`);
});

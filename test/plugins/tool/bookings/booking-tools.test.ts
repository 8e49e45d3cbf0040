import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject, ToolContext, ToolResult } from '../../../../src/core/kinds/tool.ts';
import { SqliteLedger } from '../../../../src/plugins/calendar/sqlite-ledger.ts';
import { TableCalendar } from '../../../../src/plugins/calendar/table/table-calendar.ts';
import { BookingTools } from '../../../../src/plugins/tool/bookings/booking-tools.ts';
import { toolSuite } from '../../../../src/suites/tool.ts';
import { useFolder } from '../../../folder.ts';
import { monday, onePerson, planOf, timeZone } from '../../calendar/places.ts';

const folder = useFolder();
const signal = new AbortController().signal;
const now = (): number => monday;

interface Desk {
  tools: BookingTools;
  call(name: string, args: JsonObject, more?: Partial<ToolContext>): Promise<ToolResult>;
  found(
    name: string,
    args: JsonObject,
    more?: Partial<ToolContext>,
  ): Promise<ToolResult | undefined>;
}

const aigul = { chat: '77001112233@c.us', phone: '77001112233', name: 'Айгуль' };
const murat = { chat: '77004445566@c.us', phone: '77004445566', name: 'Мурат' };

async function desk(text = onePerson): Promise<Desk> {
  const opened = await planOf(text);
  const ledger = new SqliteLedger(join(folder(), randomUUID()), now);
  const calendar = new TableCalendar({ ...opened, ledger, now });
  const tools = new BookingTools({ plan: opened.plan, ledger, timeZone, calendar: () => calendar });
  let calls = 0;
  const contextOf = (more: Partial<ToolContext>): ToolContext => ({
    key: `k${(calls += 1)}`,
    now: monday,
    timeZone,
    language: 'ru',
    customer: aigul,
    ...more,
  });
  const named = async (name: string) => {
    const tool = (await tools.list()).find((each) => each.name === name);
    if (!tool) throw new Error(name);
    return tool;
  };
  return {
    tools,
    call: async (name, args, more = {}) => (await named(name)).run(args, contextOf(more), signal),
    found: async (name, args, more = {}) =>
      (await named(name)).find?.(args, contextOf(more), signal),
  };
}

const haircut = { service: 'Стрижка' };
const atThree = { ...haircut, start: '2026-12-01T15:00' };

describe('the functions for bookings', () => {
  it('find times by the customer’s words, and say them', async () => {
    const { call } = await desk();
    const { value, summary } = await call('find_slots', { ...haircut, when: 'завтра в три' });
    expect(value).toEqual({
      slots: [
        { service: 'Стрижка', start: '2026-12-01T15:00', say: 'завтра в 15:00', staff: 'Айгуль' },
        { service: 'Стрижка', start: '2026-12-01T15:30', say: 'завтра в 15:30', staff: 'Айгуль' },
      ],
    });
    expect(summary).toBe('Стрижка: 2 free');
  });

  it.each([
    ['завтра после обеда', '2026-12-01T14:00'],
    ['в следующую пятницу', '2026-12-11T10:00'],
    ['ертең сағат үште', '2026-12-01T15:00'],
    ['жұмада', '2026-12-04T10:00'],
    ['2026-12-02', '2026-12-02T10:00'],
    ['2026-12-02 16:00', '2026-12-02T16:00'],
  ])('find the first time of %j', async (when, start) => {
    const { value } = await (await desk()).call('find_slots', { ...haircut, when });
    expect((value as { slots: { start: string }[] }).slots[0]?.start).toBe(start);
  });

  it('say what is nearest where nothing is free, and ask where nothing is understood', async () => {
    const { call } = await desk();
    const { value } = await call('find_slots', { ...haircut, when: 'завтра в 21:00' });
    const { note, slots } = value as { note: string; slots: { start: string }[] };
    expect([note.length > 0, slots.at(-1)?.start]).toEqual([true, '2026-12-01T18:00']);
    expect((await call('find_slots', { ...haircut, when: 'абвгд' })).value).toMatchObject({
      error: 'when is not understood',
    });
  });

  it('book only what was offered in this chat', async () => {
    const { call } = await desk();
    expect((await call('book', atThree)).done).toBe(false);
    await call('find_slots', { ...haircut, when: 'завтра в три' }, { customer: murat });
    expect((await call('book', atThree)).done).toBe(false);
    const { done, summary, value } = await call(
      'book',
      { ...atThree, name: 'Мурат Т.' },
      { customer: murat },
    );
    expect([done, summary]).toEqual([
      true,
      expect.stringMatching(/^booked: Стрижка, 2026-12-01 15:00, Айгуль \(bk\w{20}\)$/),
    ]);
    expect(JSON.stringify(value)).not.toContain(murat.phone);
  });

  it('book once for one key, and find it again by the key', async () => {
    const { call, found } = await desk();
    await call('find_slots', { ...haircut, when: 'завтра в три' });
    expect(await found('book', atThree, { key: 'same' })).toBeUndefined();
    const first = await call('book', atThree, { key: 'same' });
    expect(await call('book', atThree, { key: 'same' })).toEqual(first);
    expect(await found('book', atThree, { key: 'same' })).toEqual(first);
  });

  it('never show, move or cancel somebody else’s booking', async () => {
    const { call } = await desk();
    await call('find_slots', { ...haircut, when: 'завтра' });
    const { value } = await call('book', atThree);
    const { booking } = value as { booking: string };
    const other = { customer: murat };
    expect((await call('my_bookings', {}, other)).value).toEqual({ bookings: [] });
    expect((await call('cancel_booking', { booking }, other)).done).toBe(false);
    await call('find_slots', { ...haircut, when: 'завтра' }, other);
    expect((await call('move_booking', { booking, start: '2026-12-01T17:00' }, other)).done).toBe(
      false,
    );
    expect((await call('my_bookings', {})).value).toMatchObject({ bookings: [{ booking }] });
  });

  it('move and cancel the customer’s only booking without its name, each once', async () => {
    const { call, found } = await desk();
    await call('find_slots', { ...haircut, when: 'завтра' });
    await call('book', atThree);
    const later = { start: '2026-12-01T11:00' };
    const moved = await call('move_booking', later, { key: 'move' });
    expect(moved.done).toBe(true);
    expect(await call('move_booking', later, { key: 'move' })).toEqual(moved);
    expect(await found('move_booking', later, { key: 'move' })).toEqual(moved);
    expect(await found('cancel_booking', {})).toBeUndefined();
    const cancelled = await call('cancel_booking', {});
    expect(cancelled.done).toBe(true);
    expect(await found('cancel_booking', {})).toMatchObject({ done: true });
    expect((await call('cancel_booking', {})).done).toBe(false);
  });

  it('ask which one where there are several, and take another of the staff where one is taken', async () => {
    const two = onePerson
      .replace('staff:', 'staff:\n  - Марат')
      .replace('step:', 'hours: Mon-Fri 10-19\nstep:');
    const { call } = await desk(two);
    for (const customer of [aigul, murat])
      await call('find_slots', { ...haircut, when: 'завтра в три' }, { customer });
    const first = await call('book', atThree);
    const second = await call('book', atThree, { customer: murat });
    expect([first.value, second.value]).toMatchObject([{ staff: 'Марат' }, { staff: 'Айгуль' }]);
    await call('find_slots', { ...haircut, when: 'завтра в 11' });
    await call('book', { ...haircut, start: '2026-12-01T11:00' });
    expect((await call('cancel_booking', {})).value).toMatchObject({
      reason: expect.stringContaining('several') as string,
    });
  });
});

toolSuite(
  it,
  async () => {
    const { tools, call } = await desk();
    const customer = { chat: '77001234567@c.us', phone: '77001234567', name: 'Айгерим' };
    await call('find_slots', { ...haircut, when: '2026-12-01' }, { customer });
    return {
      source: tools,
      read: { name: 'find_slots', args: haircut },
      write: { name: 'book', args: { ...haircut, start: '2026-12-01T10:00' } },
    };
  },
  { without: ['lost', 'silent'] },
);

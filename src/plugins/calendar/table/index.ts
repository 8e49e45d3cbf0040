import type { World } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { plural } from '../../../core/plugin-api/texts.ts';
import { calendarSettings, type CalendarValues } from '../settings.ts';
import type { TableCalendar } from './table-calendar.ts';

async function open(values: CalendarValues, world: World): Promise<TableCalendar> {
  const { openPlan } = await import('../open-plan.ts');
  const { openLedger } = await import('../open-ledger.ts');
  const { TableCalendar: Table } = await import('./table-calendar.ts');
  const opened = await openPlan(values);
  return new Table({ ...opened, ledger: await openLedger(values, world), now: world.now });
}

export default definePlugin({
  kind: 'calendar',
  version: 1,
  name: 'table',
  summary: 'Bookings in a table of the bot, in the place of the journal; no account needed',
  settings: calendarSettings,
  create: open,
  async check(values, world) {
    const calendar = await open(values, world);
    try {
      const booked = await calendar.mine(undefined);
      return [fine(`${plural(booked.length, 'booking')} ahead`)];
    } finally {
      await calendar.close();
    }
  },
});

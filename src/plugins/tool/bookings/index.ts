import { definePlugin } from '../../../core/kinds/plugin.ts';
import { calendarSettings } from '../../calendar/settings.ts';

export default definePlugin({
  kind: 'tool',
  version: 1,
  name: 'bookings',
  summary: 'Finds free times, books, moves and cancels them for the customer of the chat',
  settings: calendarSettings,
  configured: ({ file }) => file !== undefined,
  async create(values, world) {
    const { openPlan } = await import('../../calendar/open-plan.ts');
    const { openLedger } = await import('../../calendar/open-ledger.ts');
    const { BookingTools } = await import('./booking-tools.ts');
    const { plan } = await openPlan(values);
    const ledger = await openLedger(values, world);
    return new BookingTools({
      plan,
      ledger,
      timeZone: values.timeZone,
      calendar: () => world.calendar?.(),
    });
  },
});

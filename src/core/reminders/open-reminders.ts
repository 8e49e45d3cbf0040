import type { OpenPlugins } from '../assembly/open-plugins.ts';
import type { Kinds } from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';
import type { Reminders } from './reminders.ts';
import type { ReminderParts } from './reminder-watch.ts';

/** What reminds customers of their bookings; undefined, and not even loaded, where the settings want no reminders. */
export async function openReminders(
  {
    plugins,
    bot,
    world,
    log,
  }: Pick<OpenPlugins<never, Settings>, 'bot' | 'world' | 'log'> & {
    plugins: Pick<Kinds, 'journal'> & Partial<Pick<Kinds, 'calendar'>>;
  },
  { history }: Pick<ReminderParts, 'history'>,
): Promise<Reminders | undefined> {
  const { calendar, journal } = plugins;
  const { remindMs, languages, timeZone } = bot;
  if (!calendar || remindMs.length === 0) return undefined;
  const { Reminders: Reminding } = await import('./reminders.ts');
  const { now } = world;
  return new Reminding({ calendar, journal, history, remindMs, languages, timeZone, log, now });
}

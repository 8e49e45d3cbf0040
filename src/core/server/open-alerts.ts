import { accountOf } from '../phone.ts';
import { AlertWatch } from '../alerts/alert-watch.ts';
import { CallWatch } from '../alerts/call-watch.ts';
import { FileCourses, sharedCourses } from '../alerts/courses.ts';
import { directNotices } from '../alerts/direct-notices.ts';
import { noticingJournal } from '../alerts/noticing-journal.ts';
import { Notifier, type NotifierDependencies } from '../alerts/notifier.ts';
import type { Bot } from '../bot/bot.ts';
import type { PluginCheckDependencies } from '../checks/plugin-checks.ts';
import type { Sending } from '../kinds/channel.ts';
import type { NewNotice, Notices } from '../kinds/notices.ts';
import { happeningsOf, journalVital, vitalsOf, type WatchedCalls } from './alert-vitals.ts';
import type { Serviceable } from './open-bot.ts';
import { notifierParts } from './open-notifier.ts';

/** What tells people of the business: of what needs them, and of what does not work. */
export interface Alerts {
  /** What was opened, so that what happens to it is noticed: the bot is made of this. */
  watched: Serviceable;
  /** The account's state has changed. */
  accountChanged(): void;
  /** Begins to tell of this bot. */
  start(bot: Bot): void;
  /** Begins nothing more; what is being sent has so many milliseconds to end. */
  stop(graceMs: number): Promise<void>;
}

/** What tells people by the routes that were opened; without any nothing is watched. */
export function openAlerts(opened: Serviceable, looks: PluginCheckDependencies): Alerts {
  let bot: Bot | undefined;
  const parts = notifierParts(opened, looks.catalog, async () => bot?.takeUp());
  const notifier = new Notifier(parts);
  const changed = (topic: string): void => watches[0]?.changed(topic);
  const calls: WatchedCalls = {
    channel: new CallWatch(() => changed('alert.account')),
    model: new CallWatch(() => changed('alert.model')),
    speech: new CallWatch(() => changed('alert.speech')),
    voice: new CallWatch(() => changed('alert.voice')),
  };
  const watched = watchedBy(opened, calls, () => notifier.wake());
  const stopping = new AbortController();
  let watches: readonly AlertWatch[] = [];
  return {
    watched,
    accountChanged: () => changed('alert.account'),
    start(begun) {
      bot = begun;
      notifier.start();
      const from = { opened: watched, looks, bot, calls, parts, signal: stopping.signal };
      if (parts.routes.size > 0) watches = openWatches(from);
      for (const watch of watches) watch.watch();
    },
    async stop(graceMs) {
      stopping.abort();
      await Promise.all(watches.map((watch) => watch.stop()));
      await notifier.stop(graceMs);
    },
  };
}

/** The same, with plugins whose calls are noted, and a journal that tells of what is added in this process. */
function watchedBy(opened: Serviceable, calls: WatchedCalls, noticed: () => void): Serviceable {
  const { channel, model, speech, voice, journal } = opened.plugins;
  return {
    ...opened,
    plugins: {
      ...opened.plugins,
      journal: noticingJournal(journal, noticed),
      channel: calls.channel.watching(channel, 'send', accountCalled),
      model: calls.model.watching(model, 'answer'),
      speech: calls.speech.watching(speech, 'transcribe'),
      ...(voice && { voice: calls.voice.watching(voice, 'speak') }),
    },
  };
}

/** Which account a send goes through, of several: the mark of its chat. */
function accountCalled(sending: unknown): string {
  return accountOf((sending as Sending).chat) ?? '';
}

interface Watching {
  opened: Serviceable;
  looks: PluginCheckDependencies;
  bot: Bot;
  calls: WatchedCalls;
  parts: NotifierDependencies;
  signal: AbortSignal;
}

/** The journal's trouble is told past it, and kept beside it. */
function openWatches({ opened, looks, bot, calls, parts, signal }: Watching): AlertWatch[] {
  const { journal } = opened.plugins;
  const { world, log } = opened;
  const { wants, now } = parts;
  const file = new FileCourses(world.dataFolder, log);
  const { cluster } = journal.ownership;
  const common = { wants, log, now };
  const direct = directNotices({ ...parts, signal });
  return [
    new AlertWatch({
      ...common,
      vitals: vitalsOf({ bot, calls, environment: looks.environment }),
      happenings: happeningsOf({ opened, looks, bot, signal }),
      courses: cluster ? sharedCourses(cluster) : file,
      notices: journal.notices,
    }),
    new AlertWatch({
      ...common,
      vitals: [journalVital(journal)],
      happenings: [],
      courses: file,
      notices: pastJournal(journal.notices, direct),
    }),
  ];
}

/** Recovery is told as everything is: the journal works again. */
function pastJournal(
  notices: Pick<Notices, 'add'>,
  direct: Pick<Notices, 'add'>,
): Pick<Notices, 'add'> {
  const isOver = ({ topic }: NewNotice): boolean => topic.endsWith('.over');
  return { add: (notice) => (isOver(notice) ? notices : direct).add(notice) };
}

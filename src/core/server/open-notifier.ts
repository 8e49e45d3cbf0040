import { clockIn } from '../business-time.ts';
import { chatWordings } from '../alerts/chat-wordings.ts';
import { requestWordings } from '../alerts/request-wordings.ts';
import { healthWordings } from '../alerts/health-wordings.ts';
import { draftWordings } from '../drafts/draft-wordings.ts';
import { ticketWordings } from '../alerts/ticket-wordings.ts';
import type { NotifierDependencies } from '../alerts/notifier.ts';
import { alertWishes } from '../alerts/topics.ts';
import type { Wording, Wordings } from '../alerts/wording.ts';
import { listTopic } from '../left/left-batches.ts';
import { listWording } from '../left/list-wording.ts';
import { sentLanguage, translatorTo } from '../owner-language/index.ts';
import { shownChat } from '../phone.ts';
import { deliveryTopic } from '../requests/new-request.ts';
import { deliverySettled, RequestDelivery } from '../requests/request-delivery.ts';
import { pricesIn } from '../costs/prices.ts';
import type { Catalog } from '../kinds/plugin.ts';
import { digestTopic } from '../report/weekly-digest.ts';
import { leftQuestionLines } from '../tickets/ticket-text.ts';
import type { Serviceable } from './open-bot.ts';

/** What needs a person, and is no case. */
const peopleWordings: Wordings = {
  'booking-paused': ({ chat = '', values }, { words, clock }) => ({
    title: words('A customer was not reminded of a booking: you write in that chat yourself'),
    lines: [
      [values?.['service'], values?.['staff'], clock(Number(values?.['from']))]
        .filter(Boolean)
        .join(', '),
      shownChat(chat),
    ],
    level: 'info',
  }),
  'question-left': ({ chat = '', values }, { words }) => ({
    title: words('A question was left: nobody answered before the bot came back'),
    lines: leftQuestionLines(chat, values ?? {}, words),
    level: 'info',
  }),
};

/** What a notifier is made of, which carries to the people of the business what they are to be told; `posted`: something is due in the outbox. */
export function notifierParts(
  opened: Serviceable,
  catalog: Catalog,
  posted: () => Promise<void>,
): NotifierDependencies {
  const { plugins, routes, sinks, bot, log, world } = opened;
  const { wants, takes } = alertWishes(bot.alerts, routes.keys());
  const tell = { words: translatorTo(sentLanguage(bot)), clock: clockIn(bot.timeZone) };
  const { cases, notices } = plugins.journal;
  const { channel } = plugins;
  const messengerOf = (chat: string): string | undefined =>
    channel.form?.(chat).messenger ?? channel.messenger;
  const delivering = { cases, notices, messengerOf, now: world.now };
  return {
    journal: plugins.journal,
    routes: new Map([...routes].filter(([name]) => takes(name))),
    sinks: new Map(
      [...sinks]
        .map(([name, sink]) => [`sink/${name}`, sink] as const)
        .map(([name, sink]) => [name, new RequestDelivery(name, sink, delivering)]),
    ),
    wants: (topic) => (topic === deliveryTopic ? sinks.size > 0 : wants(topic)),
    wordings: {
      ...healthWordings,
      ...peopleWordings,
      ...chatWordings,
      ...requestWordings,
      ...ticketWordings,
      ...draftWordings,
      [listTopic]: listWording(plugins.journal.cases),
      [digestTopic]: digestOf(opened, catalog),
    },
    telling: tell,
    settled: (notice) => deliverySettled(notice, delivering),
    posted: () => void posted().catch((error: unknown) => log.warn('outbox-not-read', { error })),
    log,
    now: world.now,
  };
}

/** Not loaded before its day. */
function digestOf({ plugins, bot, world }: Serviceable, catalog: Catalog): Wording {
  const { journal } = plugins;
  return async (notice, telling, about) => {
    const { digestWording } = await import('../report/digest-wording.ts');
    const prices = (): ReturnType<typeof pricesIn> => pricesIn(catalog);
    const { now } = world;
    return digestWording({ journal, timeZone: bot.timeZone, prices, now })(notice, telling, about);
  };
}

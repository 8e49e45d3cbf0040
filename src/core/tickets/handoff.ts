import type { NewCase } from '../kinds/cases.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Consequences } from '../kinds/journal.ts';
import type { Entry } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { Translate } from '../owner-language/index.ts';
import type { HandoffCall } from './handoff-function.ts';
import { newTicket } from './new-ticket.ts';
import type { Phrases } from '../phrases/phrases.ts';

/** How people of the business are called into a chat. */
export interface Handoff {
  /** Whether anybody is told; where nobody is, nothing is promised. */
  isTold: boolean;
  /** Chats of those who run the business: what they write calls nobody. */
  owners: readonly string[];
  /** Of those who read tickets. */
  language: Language;
  say: Translate;
  /** How long the bot waits for a person who never writes, milliseconds in which the business is open. */
  ttlMs: number;
  /** When the business is open; moments are Unix milliseconds. */
  hours: {
    /** When somebody will be there, in words; undefined when somebody is there now, or never. */
    whenOpen(moment: number, language: Language): string | undefined;
    /** The moment by which it has been open for this long since another, Infinity when it never is. */
    afterOpen(moment: number, duration: number): number;
  };
  /** Whether a ticket of this chat is open; absent: none is. */
  hasOpen?(chat: string): Promise<boolean>;
}

/** What a turn has come to when a person is needed. */
export interface Needed {
  chat: string;
  messages: readonly Inbound[];
  past: { entries: readonly Entry[] };
  said: readonly Entry[];
  language: Language;
  /** What the model wrote where it was the model that saw it. */
  call?: HandoffCall | undefined;
}

/** The ticket for it. */
export function ticketFor(needed: Needed, { say }: Pick<Handoff, 'say'>, at: number): NewCase {
  const { chat, messages, past, said, language, call } = needed;
  const known = new Set(said.map(({ id }) => id));
  const before = past.entries.filter(({ id }) => !known.has(id));
  const summary = call?.summary.length === 0 && call.reason !== '' ? [call.reason] : call?.summary;
  return newTicket(
    chat,
    {
      messages,
      entries: [...before, ...said],
      language,
      reason: call === undefined ? 'asked' : 'model',
      ...(summary === undefined ? {} : { summary }),
      say,
    },
    at,
  );
}

/** What becomes of a chat that is handed over: it is the person's, the ticket is opened, and its owners are told; all of it at once. */
export function handedOver(
  needed: Needed,
  handoff: Handoff,
  now: number,
): Required<Pick<Consequences, 'pause' | 'opens' | 'notices'>> {
  const opens = ticketFor(needed, handoff, now);
  const until = handoff.hours.afterOpen(now, handoff.ttlMs);
  // By the customer's own time: a person who answers at this moment was later.
  const at = Math.min(now, Math.max(...needed.messages.map((message) => message.at)));
  return {
    pause: { reason: 'handoff', at, ...(Number.isFinite(until) ? { until } : {}) },
    opens,
    notices: [{ id: opens.id, at: now, topic: 'ticket' }],
  };
}

/** What the customer hears of it: what happens and, when the business is closed, when somebody will be there. */
export function handoverPhrase(
  language: Language,
  phrases: Phrases,
  { hours }: Pick<Handoff, 'hours'>,
  now: number,
): string {
  const when = hours.whenOpen(now, language);
  return when === undefined
    ? phrases[language].handoff
    : phrases[language].handoffClosed.replaceAll('{when}', () => when);
}

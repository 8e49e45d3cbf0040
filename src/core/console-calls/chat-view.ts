import type { Booking } from '../kinds/calendar.ts';
import type { Case } from '../kinds/cases.ts';
import type { ChatMode } from '../kinds/chat-rules.ts';
import type { CalledFunction, Entry } from '../kinds/turn-record.ts';
import { restedOn, type RestedOn } from '../knowledge/rested-passages.ts';
import { keptKnowledge } from '../knowledge/knowledge-versions.ts';
import { listedName } from '../prompts/version-label.ts';
import { entryOf } from './chat-list.ts';
import { ChatMarks, type ChatMark } from './chat-marks.ts';
import type { ConsoleParts } from './console-parts.ts';
import { CallRefused } from './sent-fields.ts';

/** Something said, as the page shows it; `state`: it waits for its answer, or is on its way to the customer. */
export type ShownEntry = Pick<
  Entry,
  'id' | 'role' | 'text' | 'at' | 'voice' | 'seen' | 'automatic' | 'objections' | 'advert'
> & { state?: 'waiting' | 'sending'; isRested?: true };

/** One chat whole. Moments are Unix milliseconds. */
export interface ChatView extends ChatMark {
  chat: string;
  name: string | null;
  facts: string[];
  language: string | null;
  mode: ChatMode | null;
  summary: string | null;
  /** When it will be forgotten. */
  expiresAt: number | null;
  /** Oldest first. */
  entries: ShownEntry[];
  /** Newest first. */
  cases: Case[];
  bookings: Booking[];
  /** Functions that were called lately, oldest first. */
  calls: CalledFunction[];
  /** Replies on their way, and why the next one is not out yet. */
  sending: { count: number; tries: number };
}

/** Everything that is known of a chat. */
export async function chatView(parts: ConsoleParts, chat: string): Promise<ChatView> {
  const { journal } = parts.opened.plugins;
  const [kept, customer, marks, rule, cases, due] = await Promise.all([
    parts.chats.read(chat),
    parts.customers.read(chat),
    ChatMarks.read(journal, parts.opened.world.now()),
    journal.rules.of(chat),
    journal.cases.list({ chat }),
    journal.outbox.due(chat),
  ]);
  const { stored } = kept ?? {};
  const mark = marks.of(chat);
  return {
    ...mark,
    chat,
    name: customer?.name?.text ?? mark.calledHere,
    facts: customer?.facts.map(({ text }) => text) ?? [],
    language: stored?.facts.language ?? null,
    mode: rule.mode ?? null,
    summary: stored?.summary?.text ?? null,
    expiresAt: kept?.expiresAt ?? null,
    entries: await entriesIn(
      parts,
      chat,
      [...(stored?.pending ?? []), ...(stored?.entries ?? [])],
      due,
    ),
    cases: cases.filter(({ kind }) => kind !== 'question'),
    bookings: await bookingsOf(parts, chat),
    calls: stored?.facts.calls ?? [],
    sending: { count: due.length, tries: Math.max(0, ...due.map(({ tries }) => tries)) },
  };
}

/** What is remembered, what the memory has not taken in yet, and what waits. */
async function entriesIn(
  { opened }: ConsoleParts,
  chat: string,
  remembered: readonly Entry[],
  due: readonly { text: string }[],
): Promise<ShownEntry[]> {
  const { turns, inbox } = opened.plugins.journal;
  const known = new Set(remembered.map(({ id }) => id));
  const isNew = ({ id }: Entry): boolean => !known.has(id) && Boolean(known.add(id));
  const fresh = (await turns.unremembered(chat)).flatMap(({ entries }) => entries).filter(isNew);
  const waiting = (await inbox.waiting(chat))
    .filter(({ inbound }) => inbound.changes === undefined && inbound.approves === undefined)
    .map(({ inbound }) => entryOf(inbound))
    .filter(isNew);
  const said = [...remembered, ...fresh].map((entry) => shownEntry(entry, due));
  return [...said, ...waiting.map((entry) => ({ ...entry, state: 'waiting' as const }))];
}

function shownEntry(entry: Entry, due: readonly { text: string }[]): ShownEntry {
  const { edited: _, rested, ...shown } = entry;
  const isDue = entry.role !== 'customer' && due.some(({ text }) => entry.text.includes(text));
  return {
    ...shown,
    ...(isDue ? { state: 'sending' as const } : {}),
    ...(rested ? { isRested: true as const } : {}),
  };
}

async function bookingsOf(
  { opened, signal }: ConsoleParts,
  chat: string | undefined,
): Promise<Booking[]> {
  return (await opened.plugins.calendar?.mine(chat, signal)) ?? [];
}

/** Why an answer is as it is. */
export interface WhyView {
  prompt: string | null;
  model: string | null;
  /** From the first message to the answer, milliseconds. */
  ms: number | null;
  tokens: { input: number; cached: number; output: number } | null;
  documents: RestedOn | null;
}

/** Older versions read the clock twice, for an answer and for what was paid: so much lay between at most, milliseconds. */
const apartMs = 10;

/** What an answer of the bot's was made with, as far as the accounts and the kept documents tell. */
export async function whyView(parts: ConsoleParts, chat: string, id: string): Promise<WhyView> {
  const stored = (await parts.chats.read(chat))?.stored;
  const entry = [...(stored?.pending ?? []), ...(stored?.entries ?? [])].find(
    (each) => each.id === id,
  );
  if (!entry) throw new CallRefused('not-found', 404);
  const { opened, versions } = parts;
  const folder = opened.world.dataFolder;
  const documents = entry.rested ? await restedOn(keptKnowledge(folder), entry.rested) : null;
  for await (const charge of opened.plugins.journal.accounts.usage(entry.at - apartMs)) {
    if (charge.at > entry.at) break;
    if (charge.chat !== chat || charge.kind !== 'answer') continue;
    const { model = null, ms = null, usage: tokens = null, promptVersion } = charge;
    const prompt = promptVersion === undefined ? null : await listedName(versions, promptVersion);
    return { prompt, model, ms, tokens, documents };
  }
  return { prompt: null, model: null, ms: null, tokens: null, documents };
}

/** Bookings of everybody that are not over, the earliest first. */
export function allBookings(parts: ConsoleParts): Promise<Booking[]> {
  return bookingsOf(parts, undefined);
}

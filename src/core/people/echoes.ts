import { setTimeout as sleep } from 'node:timers/promises';
import type { OutgoingMessage } from '../kinds/channel.ts';
import type { Due, Finished, Outbox } from '../kinds/journal.ts';
import { plainWords } from './standing.ts';

/** The newest ids of messages that left this process; a busy shop sends fewer in a day. */
const mostIds = 5_000;

/** How long the end of sends under way is waited for, and how often it is looked for; milliseconds. */
const patienceMs = 2_000;
const lookMs = 25;

/** A try that began this long ago is no longer under way, milliseconds: it was cut off, or waits to be looked up. */
const underWayMs = 30_000;

/** The vendor's clock counts whole seconds and may be off from ours, milliseconds. */
const toleranceMs = 60_000;

export interface EchoesParts {
  outbox: Pick<Outbox, 'due' | 'sent'>;
  finished: Pick<Finished, 'sentIds'>;
  now(): number;
}

/** Knows the bot's own messages when they are reported back, whether the report or the answer of the send comes first. */
export class Echoes {
  readonly #parts: EchoesParts;
  readonly #left = new Set<string>();

  constructor(parts: EchoesParts) {
    this.#parts = parts;
  }

  /** A message to this chat has left this process under this id: its echo costs no look into the journal. */
  left(chat: string, id: string): void {
    this.#left.add(keyOf(chat, id));
    const [oldest] = this.#left;
    if (this.#left.size > mostIds && oldest !== undefined) this.#left.delete(oldest);
  }

  /**
   * Whether this is a message of ours. One whose words are those of a send without a known outcome is that send, and is
   * recorded as the proof that it went out. What a program sent is judged only when sends under way have ended, or in two
   * seconds: their ids may be this one.
   */
  async isOwn({ inbound, by }: OutgoingMessage): Promise<boolean> {
    const { outbox, finished } = this.#parts;
    const { chat, id } = inbound;
    const key = keyOf(chat, id);
    if (this.#left.has(key)) return true;
    if (by === 'program') await this.quiet(chat);
    const [due, ids] = await Promise.all([outbox.due(chat), finished.sentIds(chat)]);
    if (this.#left.has(key) || ids.has(id)) return true;
    const send = due.find((reply) => isThatSend(reply, inbound));
    return send !== undefined && outbox.sent(send.id, id);
  }

  /** Resolves when no send of this chat, or of any, is under way, in whatever process, or after two seconds. */
  async quiet(chat: string | undefined): Promise<void> {
    const { outbox, now } = this.#parts;
    const end = performance.now() + patienceMs;
    const isUnderWay = ({ attemptedAt = Number.NEGATIVE_INFINITY }: Due): boolean =>
      now() - attemptedAt < underWayMs;
    while ((await outbox.due(chat)).some(isUnderWay) && performance.now() < end)
      await sleep(lookMs);
  }
}

/** Ids are unique within a chat only. */
function keyOf(chat: string, id: string): string {
  return `${chat}\n${id}`;
}

/** Whether a message has the words of a send that was begun and whose outcome is not known, or the form of one that is spoken. */
export function isThatSend(
  { attemptedAt, text, voice }: Due,
  { at, content }: OutgoingMessage['inbound'],
): boolean {
  if (attemptedAt === undefined || at < attemptedAt - toleranceMs) return false;
  if (content.type === 'voice') return voice !== undefined;
  return content.type === 'text' && plainWords(content.text) === plainWords(text);
}

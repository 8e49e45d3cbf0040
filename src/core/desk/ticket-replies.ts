import { note } from '../guards/customer-text.ts';
import { withoutAccount } from '../phone.ts';
import type { Case } from '../kinds/cases.ts';
import { recordedNote } from '../delivery/recording.ts';
import type { Inbound, Media, Reply } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import { silentVersion, type Entry, type TurnRecord } from '../kinds/turn-record.ts';
import type { Translate } from '../owner-language/index.ts';
import { splitMessage } from '../split/index.ts';
import { quotedNumber } from '../tickets/quoted-number.ts';
import { caseMark } from '../tickets/ticket-text.ts';
import type { DeskOutcome, Order, OrderKind, SpokenWords } from './desk.ts';

/** What stands for a voice note whose words are not known; nobody is sent that. */
const wordless = '🎤';

/** What it takes to pass an owner's words on. */
export interface TicketRepliesDependencies {
  cases: Pick<Journal['cases'], 'find'>;
  /** Chats of those who reply to tickets. */
  owners: readonly string[];
  /** How long the bot is silent in a chat after an owner's words there, milliseconds; Infinity: until it is resumed. */
  silenceMs: number;
  /** Puts what the owner hears into their language. */
  say: Translate;
  now(): number;
}

/** A reply that quotes a ticket, or a request: its words go to that customer as a person's, and count as the answer. */
export class TicketReplies implements OrderKind {
  readonly #parts: TicketRepliesDependencies;

  constructor(parts: TicketRepliesDependencies) {
    this.#parts = parts;
  }

  async carryOut(message: Inbound): Promise<Order | undefined> {
    const { chat, content } = message;
    const number = 'quoted' in content ? quotedNumber(content.quoted) : undefined;
    if (number === undefined) return undefined;
    const known = await this.#parts.cases.find(number);
    if (!known)
      return this.#only(number, 'This case is not known any more: your words were not sent.');
    if (known.kind !== 'ticket' && known.kind !== 'request') return undefined;
    const isText = content.type === 'text' && content.attached === undefined;
    const isVoice = content.type === 'voice';
    if (!isText && !isVoice)
      return this.#only(
        number,
        "Only text and voice notes can be passed on; anything else goes to the customer from the business's number.",
      );
    // Whoever has answered may say more; where nobody did by a reply, anybody may.
    const { outcome, by = chat } = known.end ?? {};
    if (outcome === 'answered' && by !== chat && this.#isOwner(by)) return this.#tooLate(number);
    if (isVoice)
      return { heard: (words) => this.#passOnNote(known, message, content.media, words) };
    const { text } = content;
    const replies = splitMessage(text).map((part) => ({ text: part }));
    return this.#passOn(known, message, { entry: { text }, replies });
  }

  /** A note goes out as it was spoken; the memory takes in its words, where they are known. */
  #passOnNote(known: Case, message: Inbound, media: Media, words: SpokenWords): DeskOutcome {
    const { text, isLost } = words;
    if (isLost)
      return this.#only(known.number, 'Your voice note cannot be fetched: it was not sent.');
    const entry = { text: text ?? note('a voice message'), voice: true } as const;
    const reply = { text: text ?? wordless, voice: recordedNote(message, media) };
    return this.#passOn(known, message, { entry, replies: [reply] });
  }

  /** The words, the end of the case and a person's silence of the bot in one settlement: whoever answers first has answered. */
  #passOn(
    known: Case,
    { id, chat }: Inbound,
    { entry, replies }: { entry: Pick<Entry, 'text' | 'voice'>; replies: readonly Reply[] },
  ): DeskOutcome {
    const { say, now, silenceMs } = this.#parts;
    const { number } = known;
    const at = now();
    const until = Number.isFinite(silenceMs) ? { until: at + silenceMs } : {};
    const record: TurnRecord = {
      id: `${known.id}/answer/${id}`,
      chat: known.chat,
      at,
      entries: [{ id: `answer:${number}:${id}`, role: 'operator', at, ...entry }],
      facts: {},
      promptVersion: silentVersion,
    };
    const { replies: otherwise } = this.#tooLate(number);
    const more = known.end ? { anyway: true as const } : {};
    return {
      replies: [{ text: `✓ ${say('Sent to the customer')} (${caseMark(number)})` }],
      brings: {
        ends: {
          number,
          ...more,
          outcome: 'answered',
          at,
          by: chat,
          replies,
          record,
          pause: { reason: 'phone', at, ...until },
          otherwise,
        },
      },
    };
  }

  #tooLate(number: number): DeskOutcome {
    return this.#only(number, 'This customer was dealt with already: your words were not sent.');
  }

  #isOwner(by: string): boolean {
    return this.#parts.owners.includes(withoutAccount(by));
  }

  #only(number: number, sentence: string): DeskOutcome {
    return { replies: [{ text: `${caseMark(number)}: ${this.#parts.say(sentence)}` }] };
  }
}

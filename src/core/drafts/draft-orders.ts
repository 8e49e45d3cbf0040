import type { DeskOutcome, OrderKind } from '../desk/desk.ts';
import { draftWord, type DraftWord } from '../intents/draft-word.ts';
import type { Case, CaseEnding } from '../kinds/cases.ts';
import type { Inbound, Reply } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Translate } from '../owner-language/index.ts';
import { splitMessage } from '../split/index.ts';
import { quotedNumber } from '../tickets/quoted-number.ts';
import { caseMark } from '../tickets/ticket-text.ts';
import { isDraft } from './withhold.ts';

/** What it takes to decide on drafts. */
export interface DraftOrdersDependencies {
  cases: Pick<Journal['cases'], 'find' | 'list'>;
  /** How many owners are told of a draft: with several, all hear what became of it. */
  owners: number;
  /** Puts what the owner hears into their language. */
  say: Translate;
  now(): number;
}

/** A draft that ended so lately is what an owner may mean who is late, milliseconds. */
const lateMs = 24 * 60 * 60 * 1000;

const ends = { send: 'answered', replace: 'answered', drop: 'dropped' } as const;
const done = { send: 'Sent', replace: 'Your text is sent', drop: 'Not sent' } as const;

const agreed = 'Agreed: it is done now, and you hear what comes of it';

/** What was agreed to, as a message to the customer's chat: it is done in a turn there. */
function handed(
  { number, chat }: Case,
  { message, name }: NonNullable<Case['about']['call']>,
  at: number,
): Inbound {
  const approves = { case: number, message, name };
  const content = { type: 'text', text: '' } as const;
  return { id: `approved/${number}`, chat, at, from: 'operator', approves, content };
}

/** The words of an owner on a draft: `1` sends it, `0` drops it, `2 text` sends the text instead. */
export class DraftOrders implements OrderKind {
  readonly #parts: DraftOrdersDependencies;

  constructor(parts: DraftOrdersDependencies) {
    this.#parts = parts;
  }

  async carryOut({ chat, content }: Inbound): Promise<DeskOutcome | undefined> {
    if (content.type !== 'text' || content.attached !== undefined) return undefined;
    const word = draftWord(content.text);
    if (!word) return undefined;
    const number = word.number ?? quotedNumber(content.quoted);
    if (number !== undefined) return this.named(number, word, chat);
    const drafts = (await this.#parts.cases.list({ kind: 'draft', open: true })).filter(isDraft);
    const [only, ...others] = drafts;
    if (only && others.length === 0) return this.#decide(only, word, chat);
    return only ? this.#ask(drafts) : this.#late();
  }

  /** What comes of a decision on the draft of this number; only looks. */
  async named(number: number, word: DraftWord, by: string): Promise<DeskOutcome> {
    const known = await this.#parts.cases.find(number);
    if (!known || !isDraft(known))
      return this.#only(caseMark(number), 'There is no such draft: nothing was sent.');
    return known.end ? this.#over(known) : this.#decide(known, word, by);
  }

  /** Ends the draft in the settlement of the owner's word: whoever decides first has decided. */
  #decide(draft: Case, word: DraftWord, by: string): DeskOutcome {
    const { say, now, owners } = this.#parts;
    const { number, about } = draft;
    const at = now();
    if (at >= (about.expiresAt ?? Number.POSITIVE_INFINITY)) return this.#over(draft, 'expired');
    const doing = word.action === 'send' ? about.call : undefined;
    const ending: CaseEnding = { number, outcome: ends[word.action], at, by };
    const notices = [
      {
        id: `decided/${draft.id}`,
        at,
        topic: 'draft.decided',
        values: { what: done[word.action] },
      },
    ];
    const sent = word.action === 'drop' ? {} : this.#sent(draft, word, at);
    const follows = doing ? { hands: handed(draft, doing, at), unlessNewer: true as const } : sent;
    const { replies: otherwise } = this.#only(
      caseMark(number),
      'It was decided already, or the customer or you have written there since: nothing was sent.',
    );
    return {
      replies: [{ text: `✓ ${caseMark(number)}: ${say(doing ? agreed : done[word.action])}` }],
      brings: {
        ends: { ...ending, ...follows, ...(owners > 1 && !doing ? { notices } : {}), otherwise },
      },
    };
  }

  /** What goes to the customer, and what the memory takes in of it: the bot's words, or the owner's. */
  #sent(
    { id, chat, about }: Case,
    word: DraftWord,
    at: number,
  ): Pick<CaseEnding, 'replies' | 'record' | 'unlessNewer'> {
    const isOwn = word.action === 'replace';
    const replies: readonly Reply[] = isOwn
      ? splitMessage(word.text).map((text) => ({ text }))
      : (about.proposal ?? []);
    const text = replies.map((reply) => reply.text).join('\n\n');
    const role = isOwn ? 'operator' : 'bot';
    const record = {
      id: `${id}/sent`,
      chat,
      at,
      entries: [{ id: `reply:${id}`, role, text, at } as const],
      facts: {},
    };
    return { replies, record, unlessNewer: true };
  }

  #ask(drafts: readonly Case[]): DeskOutcome {
    const numbers = drafts.map(({ number }) => caseMark(number)).join(', ');
    const [first] = drafts;
    return this.#only(
      numbers,
      `Which one? Nothing was sent: quote the draft, or write 1 #${first?.number ?? 1}.`,
    );
  }

  /** The word of an owner who is late; undefined where there was nothing to decide on. */
  async #late(): Promise<DeskOutcome | undefined> {
    const { cases, now } = this.#parts;
    const [last] = (await cases.list({ kind: 'draft' })).filter(isDraft);
    if (!last?.end || now() - last.end.at > lateMs) return undefined;
    return this.#over(last);
  }

  #over({ number, end, about }: Case, outcome = end?.outcome): DeskOutcome {
    const how: Readonly<Record<string, string>> = {
      answered: about.call
        ? 'It was decided already: nothing more is done.'
        : 'It was sent already: nothing more was sent.',
      dropped: 'It was dropped already: nothing was sent.',
      void: 'The customer has written again since, or you have: nothing was sent.',
      expired: 'It has expired: nothing was sent.',
    };
    const sentence = how[outcome ?? ''] ?? 'It is over: nothing was sent.';
    return this.#only(caseMark(number), sentence);
  }

  #only(mark: string, sentence: string): DeskOutcome {
    return { replies: [{ text: `${mark}: ${this.#parts.say(sentence)}` }] };
  }
}

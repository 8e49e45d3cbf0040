import type { Case } from '../kinds/cases.ts';
import type { ChatRule } from '../kinds/chat-rules.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Pause, PauseReason } from '../kinds/pauses.ts';
import { isDraft } from '../drafts/withhold.ts';
import { standing } from '../people/standing.ts';

/** That the bot is silent, why, and until when; Unix milliseconds, null: until somebody ends it. */
export interface PauseView {
  reason: PauseReason;
  since: number;
  until: number | null;
  /** Whether it is for every chat. */
  everywhere: boolean;
}

/** A pause as the page shows it. */
export function pauseView({ chat, reason, at, until }: Pause): PauseView {
  return { reason, since: at, until: until ?? null, everywhere: chat === undefined };
}

/** What stands beside a chat in the list. */
export interface ChatMark {
  silent: PauseView | null;
  blocked: boolean;
  /** The customer's name, as WhatsApp had it when something was opened for a person; null where that is not known. */
  calledHere: string | null;
  /** Numbers of what waits for a person there. */
  tickets: number[];
  drafts: number[];
}

/** What is known of chats beside their words, read once for all of them. */
export class ChatMarks {
  readonly #pauses: readonly Pause[];
  readonly #rules: ReadonlyMap<string, ChatRule>;
  readonly #cases: ReadonlyMap<string, Case[]>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #now: number;

  private constructor(
    pauses: readonly Pause[],
    rules: readonly ChatRule[],
    cases: readonly Case[],
    now: number,
  ) {
    this.#pauses = pauses;
    this.#rules = new Map(rules.map((rule) => [rule.chat, rule]));
    this.#cases = Map.groupBy(
      cases.filter((each) => !each.end && (each.kind !== 'draft' || isDraft(each))),
      ({ chat }) => chat,
    );
    // Newest first: what is set last is the oldest, so it goes the other way round.
    this.#names = new Map(
      cases.toReversed().flatMap(({ chat, about: { name } }) => (name ? [[chat, name]] : [])),
    );
    this.#now = now;
  }

  static async read(journal: Journal, now: number): Promise<ChatMarks> {
    const [pauses, rules, cases] = await Promise.all([
      journal.pauses.list(),
      journal.rules.list(),
      journal.cases.list(),
    ]);
    return new ChatMarks(pauses, rules, cases, now);
  }

  of(chat: string): ChatMark {
    const own = this.#pauses.filter((pause) => pause.chat === chat || pause.chat === undefined);
    const found = standing(own, this.#now);
    const cases = this.#cases.get(chat) ?? [];
    const numbers = (kind: Case['kind']): number[] =>
      cases.filter((each) => each.kind === kind).map(({ number }) => number);
    return {
      silent: found.silent ? pauseView(found.pause) : null,
      calledHere: this.#names.get(chat) ?? null,
      blocked: this.#rules.get(chat)?.blocked === true,
      tickets: numbers('ticket'),
      drafts: numbers('draft'),
    };
  }
}

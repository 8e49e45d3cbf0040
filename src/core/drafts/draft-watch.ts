import type { Case } from '../kinds/cases.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import { RepeatedLook, seeOpen } from '../people/repeated-look.ts';
import { standing } from '../people/standing.ts';
import type { Phrases } from '../phrases/phrases.ts';
import { isDraft } from './withhold.ts';

export interface DraftWatchParts {
  journal: Pick<Journal, 'cases' | 'pauses'>;
  phrases: Phrases;
  languages: readonly Language[];
  /** When somebody of the business will be there. */
  hours: {
    at(moment: number): { open: boolean };
    whenOpen(moment: number, language: Language): string | undefined;
  };
  /** Told that a chat has replies due, and something to remember. */
  due(chat: string): Promise<void>;
  log: Log;
  now(): number;
}

/** Sees drafts expire on which nobody has decided: their customers hear that the answer comes later. */
export class DraftWatch {
  readonly #parts: DraftWatchParts;
  readonly #look: RepeatedLook;

  constructor(parts: DraftWatchParts) {
    this.#parts = parts;
    const look = (): Promise<number> => seeOpen('draft', (draft) => this.#see(draft), parts);
    this.#look = new RepeatedLook({ look, now: parts.now });
  }

  /** Looks now: a draft was opened. */
  watch(): void {
    this.#look.again();
  }

  stop(): Promise<void> {
    return this.#look.stop();
  }

  async #see(draft: Case): Promise<number> {
    const { expiresAt = Number.POSITIVE_INFINITY } = draft.about;
    if (!isDraft(draft) || expiresAt > this.#parts.now()) return expiresAt;
    await this.#expire(draft);
    return Number.POSITIVE_INFINITY;
  }

  /** Where the customer has written again, or a person has the chat, nothing is said. */
  async #expire({ id, number, chat, about }: Case): Promise<void> {
    const { journal, log, due, now, languages } = this.#parts;
    const at = now();
    const isSilent = standing(await journal.pauses.of(chat), at).silent;
    const text = this.#away(about.language ?? languages[0] ?? 'ru', at);
    const entries = [{ id: `away:${id}`, role: 'bot', text, at } as const];
    const record = { id: `${id}/expired`, chat, at, entries, facts: {} };
    const said = isSilent ? {} : { replies: [{ text }], record, unlessNewer: true as const };
    const ended = await journal.cases.end({ number, outcome: 'expired', at, ...said });
    if (!ended) return void (await journal.cases.end({ number, outcome: 'void', at }));
    log.info('draft-expired', { chat, number });
    if (!isSilent) await due(chat);
  }

  #away(language: Language, at: number): string {
    const { phrases, hours } = this.#parts;
    const { later, away, awayLong } = phrases[language];
    if (hours.at(at).open) return later;
    const when = hours.whenOpen(at, language);
    return when === undefined ? awayLong : away.replaceAll('{when}', () => when);
  }
}

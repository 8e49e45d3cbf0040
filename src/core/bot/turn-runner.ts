import type { WorkOutcome } from '../chat-loops.ts';
import { isBudgetReached } from '../costs/budget.ts';
import { deadlyReason, idsOf, lastWords, noteBegun } from './deadly-messages.ts';
import { TimedOut, within } from '../deadline.ts';
import { isCard } from '../turn/enclosures.ts';
import { isRetryable, WabotError } from '../errors.ts';
import { UnfitAnswer } from '../turn/fit-answer.ts';
import type { Due, Journal, Settlement, Waiting } from '../kinds/journal.ts';
import type { LaneWork } from './lanes.ts';
import { isOfMemory } from '../history/memory-calls.ts';
import { HistoryWriter } from '../history/history-writer.ts';
import { backoff, restAfter } from '../retry.ts';
import { usageWithoutReply } from '../turn/speech-usage.ts';
import { isDeadly, isSuspect } from './suspects.ts';
import { languageOf } from '../turn/turn-language.ts';
import { logHeard, type HeardNotes } from '../turn/note-hearer.ts';
import { turnParts, type TurnDependencies } from '../turn/turn-parts.ts';
import { mannerOf, type Manner } from '../people/manner.ts';
import type { PauseEnd } from '../settings/people-settings.ts';
import { listenOnly } from '../turn/silent-turn.ts';
import { asGivenUp, type TurnRecord } from '../kinds/turn-record.ts';
import { recordOf, takeTurn, type TurnResult } from '../turn/turn.ts';

/** Customers hear of a fault that only the operator can fix at most once in this time. */
const apologyPauseMs = 60 * 60 * 1000;

/** How long the memory waits for a reply that is being sent, milliseconds: by then it is on the wire. */
const headStartMs = 20;

export interface TurnRunnerDependencies {
  journal: Pick<Journal, 'inbox' | 'turns' | 'pauses'>;
  dependencies: TurnDependencies;
  /** The longest time one try of a turn may take, milliseconds. */
  timeoutMs: number;
  /** What becomes of a question that is left when a pause runs out. */
  pauseEnd: PauseEnd;
  /** Whether voice notes of somebody of the business are heard. */
  operatorVoice: boolean;
  /** How many turns may fail on a message before it is given up. */
  tries: number;
  /** Told when a chat has replies due: these. Resolves when they are sent. */
  replyDue(chat: string, due: readonly Due[]): Promise<void>;
  /** Told when a chat's turn is remembered, and how many of its entries wait for a summary. */
  remembered?(chat: string, pending: number): void;
}

/** Takes turns for the lanes: from waiting messages to due replies, whatever happens on the way. */
export class TurnRunner implements LaneWork {
  readonly #parts: TurnRunnerDependencies;
  readonly #dependencies: TurnDependencies;
  readonly #historyWriter: HistoryWriter;
  /** What was heard in turns that have not ended, by chat. */
  readonly #heard = new Map<string, HeardNotes>();

  constructor(parts: TurnRunnerDependencies) {
    this.#parts = parts;
    this.#dependencies = parts.dependencies;
    this.#historyWriter = new HistoryWriter({
      ...parts,
      ...parts.dependencies,
      turns: parts.journal.turns,
    });
  }

  now(): number {
    return this.#dependencies.now();
  }

  waiting(chat: string): Promise<Waiting[]> {
    return this.#parts.journal.inbox.waiting(chat);
  }

  async turn(
    chat: string,
    waiting: readonly Waiting[],
    signal: AbortSignal,
    seal: () => void,
  ): Promise<WorkOutcome> {
    // Newer messages would not be taken together with a suspect.
    if (waiting.some(isSuspect)) seal();
    const [manner] = await Promise.all([
      this.#manner(chat, waiting),
      noteBegun(chat, waiting, { ...this.#parts.journal, ...this.#dependencies }),
    ]);
    if (waiting.some(isDeadly)) return this.#endDeadly(chat, waiting);
    if (typeof manner === 'object') {
      await this.#leave(chat, waiting);
      return { againAt: manner.restUntil };
    }
    let result: TurnResult;
    try {
      result = await this.#take(chat, waiting, manner, signal);
    } catch (error) {
      if (signal.aborted) return this.#leave(chat, waiting);
      seal();
      return this.#turnFailed(chat, waiting, error);
    }
    if (signal.aborted) return this.#leave(chat, waiting);
    seal();
    await this.#settle(chat, waiting, result, { signal });
    return 'done';
  }

  failed(chat: string, error: unknown): WorkOutcome {
    this.#dependencies.log.error('lane-failed', { chat, error });
    return { againAt: this.now() + backoff(4) };
  }

  /** Takes into memory what an earlier run settled and could not remember any more; what the memory refuses is tried again. */
  async catchUp(): Promise<void> {
    await this.#historyWriter.catchUp();
  }

  /** Takes into memory what another process left of this chat. Rejects while the memory does not take it. */
  takeOver(chat: string): Promise<void> {
    return this.#historyWriter.takeOver(chat);
  }

  /** Leaves to the journal what the memory has not taken yet. */
  async stop(): Promise<void> {
    await this.#historyWriter.stop();
  }

  async #leave(chat: string, waiting: readonly Waiting[]): Promise<WorkOutcome> {
    await this.#parts.journal.turns.mark(chat, idsOf(waiting), 'left');
    return 'done';
  }

  async #endDeadly(chat: string, waiting: readonly Waiting[]): Promise<WorkOutcome> {
    this.#dependencies.log.error('turn-deadly', { chat, messages: idsOf(waiting) });
    await this.#settle(chat, waiting, await lastWords(chat, waiting, this.#dependencies), {
      givenUp: deadlyReason,
    });
    return 'done';
  }

  async #manner(chat: string, waiting: readonly Waiting[]): Promise<Manner> {
    const pauses = await this.#parts.journal.pauses.of(chat);
    const { pauseEnd } = this.#parts;
    return mannerOf(waiting, pauses, { now: this.now(), pauseEnd });
  }

  /** Remembers what belongs to no message of a customer's, after what was settled before it. */
  async remember(record: TurnRecord): Promise<void> {
    const { chat } = record;
    await this.#parts.journal.turns.settle({ chat, inbound: [], replies: [], record });
    await this.#historyWriter.takeOver(chat).catch((error: unknown) => {
      this.#dependencies.log.warn('record-postponed', { error });
    });
  }

  async #take(
    chat: string,
    waiting: readonly Waiting[],
    manner: 'answer' | 'listen',
    signal: AbortSignal,
  ): Promise<TurnResult> {
    const { timeoutMs, operatorVoice } = this.#parts;
    await this.#historyWriter.settle(chat, signal);
    const heard: HeardNotes = this.#heard.get(chat) ?? new Map();
    this.#heard.set(chat, heard);
    const messages = waiting.map(({ inbound }) => inbound);
    const parts = turnParts(this.#dependencies, chat, {
      deadline: this.now() + timeoutMs,
      heard,
    });
    return within(timeoutMs, signal, (limited) =>
      manner === 'answer'
        ? takeTurn(chat, messages, parts, limited)
        : listenOnly(chat, messages, { ...parts, operatorVoice }, limited),
    );
  }

  async #settle(
    chat: string,
    waiting: readonly Waiting[],
    { replies, record }: TurnResult,
    {
      givenUp,
      signal = new AbortController().signal,
    }: { givenUp?: string; signal?: AbortSignal } = {},
  ): Promise<void> {
    const { journal, replyDue } = this.#parts;
    const { log } = this.#dependencies;
    const ms = this.now() - (waiting[0]?.acceptedAt ?? this.now());
    const settlement: Settlement = {
      chat,
      inbound: waiting.map(({ inbound }) => inbound.id),
      replies,
      record: { ...record, ms },
      ...(givenUp === undefined ? {} : { givenUp }),
    };
    const due = await journal.turns.settle(settlement);
    const heard = this.#heard.get(chat);
    this.#heard.delete(chat);
    // Without the chat: the log has just been cleared of it.
    if (due.length === 0 && replies.length > 0)
      return log.info('turn-dropped', { reason: 'its customer was erased, or it was dropped' });
    if (heard) logHeard(log, chat, heard);
    log.info('turn-settled', {
      chat,
      messages: settlement.inbound,
      ms,
      model: record.model,
      usage: record.usage,
    });
    await headStart(replyDue(chat, due));
    await this.#historyWriter.take(settlement.record, signal);
  }

  /** Puts the turn off, or gives its messages up with an apology. */
  async #turnFailed(
    chat: string,
    waiting: readonly Waiting[],
    error: unknown,
  ): Promise<WorkOutcome> {
    const { journal, tries } = this.#parts;
    const { log } = this.#dependencies;
    const failed = Math.max(...waiting.map((message) => message.tries)) + 1;
    // While the memory is unavailable nobody is given up: all would be, and it comes back.
    if (isRetryable(error) && (failed < tries || isOfMemory(error))) {
      const pause = restAfter(error, failed);
      log.warn('turn-postponed', { chat, tries: failed, pauseMs: Math.round(pause), error });
      const againAt = this.now() + pause;
      await journal.inbox.postpone(chat, idsOf(waiting), againAt, reasonOf(error));
      return { againAt };
    }
    if (isBudgetReached(error)) log.warn('turn-over-budget', { chat, messages: idsOf(waiting) });
    else log.error('turn-given-up', { chat, tries: failed, error });
    await this.#apologize(chat, waiting, error);
    return 'done';
  }

  async #apologize(chat: string, waiting: readonly Waiting[], error: unknown): Promise<void> {
    const { history, phrases, languages } = this.#dependencies;
    const { facts, entries } = await history.recall(chat);
    const paid = error instanceof UnfitAnswer ? error.paid : undefined;
    const lasts = !isRetryable(error) && paid === undefined;
    const { apologizedAt = Number.NEGATIVE_INFINITY } = facts;
    const answeredMeanwhile = entries.some(({ role, at }) => role === 'bot' && at > apologizedAt);
    const again = lasts && !answeredMeanwhile && this.now() - apologizedAt < apologyPauseMs;
    const messages = waiting.map(({ inbound }) => inbound);
    const texts = messages.map(({ content }) =>
      content.type === 'text' && !isCard(content) ? content.text : '',
    );
    const language = languageOf(texts.join('\n'), facts, languages);
    // What was heard and written is paid for, also when nothing came of it.
    const usage = usageWithoutReply(
      [...(this.#heard.get(chat)?.values() ?? [])].map(({ heard }) => heard),
      this.#dependencies.listening.speech.model,
      paid,
    );
    const update = again ? {} : { apologizedAt: this.now() };
    const record = asGivenUp(
      recordOf(chat, messages, this.now(), { entries: [], facts: update, ...usage }),
    );
    const replies = again
      ? []
      : [{ text: phrases[language][isBudgetReached(error) ? 'budget' : 'apology'] }];
    await this.#settle(chat, waiting, { language, replies, record }, { givenUp: reasonOf(error) });
  }
}

/** What is due goes first, as nobody waits for the memory; a reply that is spoken first, or put off, is not waited for. */
async function headStart(sent: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, headStartMs);
  await Promise.race([sent, over.promise]);
  clearTimeout(timer);
}

function reasonOf(error: unknown): string {
  if (isBudgetReached(error)) return 'budget';
  if (error instanceof WabotError) return error.code;
  return error instanceof TimedOut ? 'turn.timeout' : 'unexpected';
}

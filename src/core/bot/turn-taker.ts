import type { WorkOutcome } from '../chat-loops.ts';
import { deadlyReason, idsOf, lastWords, noteBegun } from './deadly-messages.ts';
import { within } from '../deadline.ts';
import { endOfFailed } from './failed-turn.ts';
import type { Settlement, Waiting } from '../kinds/journal.ts';
import { withhold } from '../drafts/withhold.ts';
import type { LaneWork } from './lanes.ts';
import type { HistoryWriter } from '../history/history-writer.ts';
import { isDeadly, isSuspect } from './suspects.ts';
import { logHeard, type HeardNotes } from '../turn/note-hearer.ts';
import { turnParts, type TurnDependencies } from '../turn/turn-parts.ts';
import { nextPortion, planTurn, type Approved } from './turn-plan.ts';
import type { Order } from '../desk/desk.ts';
import { orderTurn } from '../desk/order-turn.ts';
import { followChanges, withChanges } from '../people/changed-messages.ts';
import type { TurnManner } from '../people/manner.ts';
import { withoutEndedCalls } from '../people/ringing.ts';
import type { TurnRunnerDependencies } from './turn-runner-dependencies.ts';
import { mannerParts, turnInManner } from './turn-in-manner.ts';
import { passOver } from '../turn/silent-turn.ts';
import type { TurnResult } from '../turn/turn.ts';

/** How long the memory waits for a reply that is being sent, milliseconds: by then it is on the wire. */
const headStartMs = 20;

/** Takes turns: from waiting messages to due replies, whatever happens on the way. What only turns need is loaded with it. */
export class TurnTaker implements Pick<LaneWork, 'turn'> {
  readonly #parts: TurnRunnerDependencies;
  readonly #dependencies: TurnDependencies;
  readonly #historyWriter: HistoryWriter;
  /** What was heard in turns that have not ended, by chat. */
  readonly #heard = new Map<string, HeardNotes>();

  constructor(parts: TurnRunnerDependencies, historyWriter: HistoryWriter) {
    this.#parts = parts;
    this.#dependencies = parts.dependencies;
    this.#historyWriter = historyWriter;
  }

  async turn(
    chat: string,
    all: readonly Waiting[],
    signal: AbortSignal,
    seal: () => void,
  ): Promise<WorkOutcome> {
    const { waiting, outcome } = await nextPortion(all, this.#parts);
    // Newer messages would not be taken together with a suspect, or with an order.
    if (outcome || waiting.some(isSuspect)) seal();
    const { items, changed } = followChanges(await withoutEndedCalls(waiting, this.#parts.journal));
    const [{ manner, rule }] = await Promise.all([
      planTurn(chat, items, this.#parts, this.#dependencies.now()),
      noteBegun(chat, waiting, { ...this.#parts.journal, ...this.#dependencies }),
    ]);
    if (waiting.some(isDeadly)) return this.#endDeadly(chat, waiting);
    const how = outcome ?? manner;
    if (typeof how === 'object' && 'restUntil' in how) {
      await this.#leave(chat, waiting);
      return { againAt: how.restUntil, yields: how.yields ?? false };
    }
    let result: TurnResult;
    try {
      result = await this.#take(chat, items, how, { signal, seal });
    } catch (error) {
      if (signal.aborted) return this.#leave(chat, waiting);
      seal();
      return this.#turnFailed(chat, waiting, error);
    }
    if (signal.aborted) return this.#leave(chat, waiting);
    seal();
    const record = withChanges(result.record, waiting, changed);
    const brings = rule === undefined ? result.brings : { ...result.brings, rule };
    const whole = { ...result, ...(brings && { brings }), record };
    await this.#settle(chat, waiting, whole, { signal, isOrder: outcome !== undefined });
    return waiting.length < all.length ? { againAt: this.#dependencies.now() } : 'done';
  }

  async #leave(chat: string, waiting: readonly Waiting[]): Promise<WorkOutcome> {
    await this.#parts.journal.turns.mark(chat, idsOf(waiting), 'left');
    return 'done';
  }

  async #endDeadly(chat: string, waiting: readonly Waiting[]): Promise<'done'> {
    this.#dependencies.log.error('turn-deadly', { chat, messages: idsOf(waiting) });
    const words = await lastWords(chat, waiting, this.#dependencies);
    return this.#settle(chat, waiting, words, { givenUp: deadlyReason }).then(() => 'done');
  }

  async #take(
    chat: string,
    waiting: readonly Waiting[],
    manner: Exclude<TurnManner, { restUntil: number }> | Order | Approved,
    { signal, seal }: { signal: AbortSignal; seal: () => void },
  ): Promise<TurnResult> {
    const { timeoutMs } = this.#parts;
    const messages = waiting.map(({ inbound }) => inbound);
    if (manner === 'skip') return passOver(chat, messages, this.#dependencies);
    const isOrder = typeof manner === 'object' && !('approved' in manner);
    if (!isOrder) await this.#historyWriter.settle(chat, signal);
    const heard: HeardNotes = this.#heard.get(chat) ?? new Map();
    this.#heard.set(chat, heard);
    const parts = turnParts(this.#dependencies, chat, {
      deadline: this.#dependencies.now() + timeoutMs,
      heard,
    });
    if (isOrder) return orderTurn(chat, messages, manner, { ...parts, ...this.#parts }, signal);
    const whole = await mannerParts(chat, { ...parts, seal }, this.#parts);
    return within(timeoutMs, signal, (limited) =>
      turnInManner(manner, chat, waiting, whole, limited),
    );
  }

  async #settle(
    chat: string,
    waiting: readonly Waiting[],
    result: TurnResult,
    {
      givenUp,
      signal = new AbortController().signal,
      isOrder = false,
    }: { givenUp?: string; signal?: AbortSignal; isOrder?: boolean } = {},
  ): Promise<void> {
    const { journal, replyDue, withholding } = this.#parts;
    const { log } = this.#dependencies;
    const messages = waiting.map(({ inbound: message }) => message);
    const { replies, record, brings } =
      withholding && !isOrder
        ? await withhold(chat, messages, result, withholding, this.#dependencies.now())
        : result;
    const ms = this.#dependencies.now() - (waiting[0]?.acceptedAt ?? this.#dependencies.now());
    const inbound = idsOf(waiting);
    const settlement: Settlement = { ...brings, chat, inbound, replies, record: { ...record, ms } };
    if (givenUp !== undefined) settlement.givenUp = givenUp;
    const due = await journal.turns.settle(settlement);
    if (brings) this.#parts.brought?.(brings);
    const heard = this.#heard.get(chat);
    this.#heard.delete(chat);
    // Without the chat: the log has just been cleared of it.
    if (due.length === 0 && replies.length > 0 && !brings?.ends)
      return log.info('turn-dropped', { reason: 'its customer was erased, or it was dropped' });
    if (heard) logHeard(log, chat, heard);
    const { model, usage } = record;
    log.info('turn-settled', { chat, messages: inbound, ms, model, usage });
    await headStart(replyDue(chat, due));
    await this.#historyWriter.take(settlement.record, signal);
  }

  /** Puts the turn off, or gives its messages up with an apology. */
  async #turnFailed(
    chat: string,
    waiting: readonly Waiting[],
    error: unknown,
  ): Promise<WorkOutcome> {
    const heard = [...(this.#heard.get(chat)?.values() ?? [])].map((note) => note.heard);
    const end = await endOfFailed(chat, waiting, error, { ...this.#parts, heard });
    if ('againAt' in end) return end;
    await this.#settle(chat, waiting, end.result, { givenUp: end.reason });
    return 'done';
  }
}

/** What is due goes first, as nobody waits for the memory; a reply that is spoken first, or put off, is not waited for. */
async function headStart(sent: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, headStartMs);
  await Promise.race([sent, over.promise]);
  clearTimeout(timer);
}

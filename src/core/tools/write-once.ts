import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../deadline.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { Deed, Deeds, NewDeed } from '../kinds/deeds.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../kinds/tool.ts';
import type { Log } from '../log.ts';
import { boundedResult } from './call-result.ts';
import { deedKey, isSameWish, isSameCall } from './deed-key.ts';
import { TalkStopped } from './talk-stopped.ts';

/** What writes of one turn have in common. */
export interface WritingParts {
  chat: string;
  /** The oldest message of the turn: it stays the same when the turn runs again. */
  message: string;
  deeds: Deeds;
  context: Omit<ToolContext, 'key' | 'now'>;
  now(): number;
  /** Called before something is changed: from then on the turn gives way to no newer message. */
  seal?(): void;
  log?: Pick<Log, 'info' | 'warn'>;
  /** Whether nothing is made: of what was, the kept result is taken. */
  dry?: boolean;
}

/** What became of a write; `unknown`: it may have been made, and is not made again. */
export type WriteOutcome = ToolResult | 'unknown';

/** The longest that a function may take where it says nothing, milliseconds. */
export const usualTimeoutMs = 10_000;

/** So long a write without an end keeps the same one from being made, milliseconds. */
const openMs = 24 * 60 * 60 * 1000;

/** How often, and after which pauses, the other side is asked whether a write was made, milliseconds. */
const findPauses = [0, 500, 2_000];

/** Makes the writes of one turn, each at most once however often the turn runs. */
export class Writer {
  readonly #parts: WritingParts;
  /** What was begun for this chat before this run and was not certainly in vain, and this run has not come to yet. */
  #earlier: Deed[] | undefined;

  constructor(parts: WritingParts) {
    this.#parts = parts;
  }

  /** Makes a write, or says what came of it before. Rejects with the signal's reason; what was begun is then settled by the next run. */
  async write(
    tool: Tool,
    args: JsonObject,
    signal: AbortSignal,
    of?: string,
  ): Promise<WriteOutcome> {
    const { chat, deeds, message, now, seal } = this.#parts;
    const origin = of ?? message;
    const key = deedKey(chat, origin, tool.name, args);
    const deed = { key, chat, message: origin, name: tool.name, args, at: now() };
    if (this.#parts.dry) return this.#kept(tool, deed);
    const before = await this.#before(deed);
    signal.throwIfAborted();
    seal?.();
    if (before) return this.#settled(tool, before, signal);
    const known = await deeds.begin(deed);
    return known ? this.#settled(tool, known, signal) : this.#run(tool, deed, signal);
  }

  /** What came of the same call before, and nothing new. Rejects with `TalkStopped` where there was none. */
  async #kept(tool: Tool, call: NewDeed): Promise<WriteOutcome> {
    const all = await this.#parts.deeds.list(call.chat);
    const found =
      all.find(({ key }) => key === call.key) ??
      all.find((deed) => deed.message === call.message && deed.name === call.name) ??
      all.findLast((deed) => isSameCall(deed, call));
    if (!found) throw new TalkStopped({ why: 'dry', tool, args: call.args });
    return found.end?.result ?? 'unknown';
  }

  /**
   * What was begun for this call: by an earlier run under its key; by one for the same function under another wording, of the
   * same times where it has ended; or lately under any message, where nobody knows how the same call ended.
   */
  async #before(call: NewDeed): Promise<Deed | undefined> {
    const { chat, deeds } = this.#parts;
    this.#earlier ??= (await deeds.list(chat)).filter(({ end }) => end?.result.done !== false);
    const all = this.#earlier;
    const named = all.filter(({ name }) => name === call.name);
    const own = named.filter(({ message }) => message === call.message);
    const found =
      own.find(({ key }) => key === call.key) ??
      named.find((deed) => !deed.end && call.at - deed.at < openMs && isSameCall(deed, call)) ??
      own.find((deed) => !deed.end || isSameWish(deed.args, call.args));
    if (found) all.splice(all.indexOf(found), 1);
    return found;
  }

  /** The kept result; of a write without an end the other side is asked. What was certainly not made is made now. */
  async #settled(tool: Tool, deed: Deed, signal: AbortSignal): Promise<WriteOutcome> {
    if (deed.end) return deed.end.result;
    this.#parts.log?.info('write-looked-up', { chat: deed.chat, name: deed.name });
    const found = await this.#find(tool, deed, signal);
    if (found !== 'nothing') return found;
    await this.#end(deed, { value: 'not made', done: false });
    const again = { ...deed, at: this.#parts.now() };
    return (await this.#parts.deeds.begin(again)) ? 'unknown' : this.#run(tool, again, signal);
  }

  async #run(tool: Tool, deed: Deed, signal: AbortSignal): Promise<WriteOutcome> {
    const { timeoutMs = usualTimeoutMs } = tool;
    try {
      const run = (limited: AbortSignal): Promise<ToolResult> =>
        tool.run(deed.args, this.#contextOf(deed), limited);
      return await this.#end(deed, await within(timeoutMs, signal, run));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      this.#parts.log?.warn('write-failed', { chat: deed.chat, name: deed.name, error });
      // Where it can be asked, the other side knows better: an error may come after the deed.
      if (!tool.find && isCertain(error)) return this.#end(deed, refusal);
      const found = await this.#find(tool, deed, signal);
      return found === 'nothing' ? this.#end(deed, refusal) : found;
    }
  }

  async #find(tool: Tool, deed: Deed, signal: AbortSignal): Promise<WriteOutcome | 'nothing'> {
    const { find, timeoutMs = usualTimeoutMs } = tool;
    if (!find) return 'unknown';
    for (const pause of findPauses) {
      await sleep(pause, undefined, { signal });
      try {
        const found = await within(timeoutMs, signal, (limited) =>
          find.call(tool, deed.args, this.#contextOf(deed), limited),
        );
        return found ? await this.#end(deed, found) : 'nothing';
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        this.#parts.log?.warn('write-not-found-out', { chat: deed.chat, name: deed.name, error });
      }
    }
    return 'unknown';
  }

  async #end({ key }: Deed, result: ToolResult): Promise<ToolResult> {
    const bounded = boundedResult(result);
    await this.#parts.deeds.end(key, { at: this.#parts.now(), result: bounded });
    return bounded;
  }

  #contextOf({ key }: Deed): ToolContext {
    return { ...this.#parts.context, key, now: this.#parts.now() };
  }
}

/** The summary of a write that failed without effect. */
export const failedSummary = 'it failed, and nothing was done';

const refusal: ToolResult = {
  value: { error: failedSummary },
  done: false,
  summary: failedSummary,
};

/** Whether an error says that nothing was done. */
function isCertain(error: unknown): boolean {
  return error instanceof ServiceError ? !error.outcomeUnknown : error instanceof SetupError;
}

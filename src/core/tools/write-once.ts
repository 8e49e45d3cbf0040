import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../deadline.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { Deed, Deeds } from '../kinds/deeds.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../kinds/tool.ts';
import type { Log } from '../log.ts';
import { boundedResult } from './call-result.ts';
import { deedKey } from './deed-key.ts';

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
}

/** What became of a write; `unknown`: it may have been made, and is not made again. */
export type WriteOutcome = ToolResult | 'unknown';

/** The longest that a function may take where it says nothing, milliseconds. */
export const usualTimeoutMs = 10_000;

/** How often, and after which pauses, the other side is asked whether a write was made, milliseconds. */
const findPauses = [0, 500, 2_000];

/** Makes the writes of one turn, each at most once however often the turn runs. */
export class Writer {
  readonly #parts: WritingParts;
  /** What earlier runs of this turn began and this one has not come to yet. */
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
    const before = await this.#before(tool.name, key, origin);
    signal.throwIfAborted();
    seal?.();
    if (before) return this.#settled(tool, before, signal);
    const deed = { key, chat, message: origin, name: tool.name, args, at: now() };
    const known = await deeds.begin(deed);
    return known ? this.#settled(tool, known, signal) : this.#run(tool, deed, signal);
  }

  /** What an earlier run began for this call: under its key, or, as models word things in other ways, of the same function. */
  async #before(name: string, key: string, message: string): Promise<Deed | undefined> {
    const { chat, deeds } = this.#parts;
    this.#earlier ??= (await deeds.list(chat)).filter(
      (deed) => deed.message === message && deed.end?.result.done !== false,
    );
    const own = this.#earlier.findIndex((deed) => deed.key === key);
    const at = own === -1 ? this.#earlier.findIndex((deed) => deed.name === name) : own;
    return at === -1 ? undefined : this.#earlier.splice(at, 1)[0];
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
      if (isCertain(error)) return this.#end(deed, refusal);
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

const refusal: ToolResult = { value: { error: 'it failed, and nothing was done' }, done: false };

/** Whether an error says that nothing was done. */
function isCertain(error: unknown): boolean {
  return error instanceof ServiceError ? !error.outcomeUnknown : error instanceof SetupError;
}

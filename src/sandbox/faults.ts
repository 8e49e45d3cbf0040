import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackCall, LoopbackReply } from './loopback.ts';

/** Something that goes wrong with calls of one method. Without status, body and line it only delays them. */
export interface Fault {
  /** How many calls it spoils; 1 when left out, `Infinity` until cleared. */
  times?: number;
  /** How many calls are let through first. */
  after?: number;
  /** Only calls of which this is true are counted and spoiled. */
  when?(call: LoopbackCall): boolean;
  /** The call takes effect before it fails: what its caller hears is not what happened. */
  effect?: boolean;
  /** A pause before the answer (after the effect, where there is one), milliseconds. */
  delayMs?: number;
  status?: number;
  headers?: Record<string, string>;
  body?: string | object;
  line?: 'hang' | 'drop' | 'cut';
}

interface Scripted {
  method: string;
  fault: Fault;
  letThrough: number;
  left: number;
}

/** The faults that wait for their calls; the earliest that fits a call spoils it. */
export class Faults {
  readonly #scripted: Scripted[] = [];

  add(method: string, fault: Fault): void {
    this.#scripted.push({ method, fault, letThrough: fault.after ?? 0, left: fault.times ?? 1 });
  }

  /** Forgets the faults of a method, or all. */
  clear(method?: string): void {
    const kept =
      method === undefined ? [] : this.#scripted.filter((scripted) => scripted.method !== method);
    this.#scripted.splice(0, Infinity, ...kept);
  }

  /** Lets the call through, or spoils it. */
  async run(
    method: string,
    call: LoopbackCall,
    act: () => LoopbackReply | Promise<LoopbackReply>,
  ): Promise<LoopbackReply> {
    const fault = this.#take(method, call);
    if (!fault) return act();
    const done = fault.effect ? await act() : undefined;
    if (fault.delayMs !== undefined) await pause(fault.delayMs, call.gone);
    const { status, headers, body, line } = fault;
    if (status === undefined && body === undefined && line !== 'hang' && line !== 'drop') {
      return { ...(done ?? (await act())), ...(line === undefined ? {} : { line }) };
    }
    return {
      ...(status === undefined ? {} : { status }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
      ...(line === undefined ? {} : { line }),
    };
  }

  #take(method: string, call: LoopbackCall): Fault | undefined {
    for (const scripted of this.#scripted) {
      if (scripted.method !== method || scripted.left <= 0 || scripted.fault.when?.(call) === false)
        continue;
      if (scripted.letThrough > 0) {
        scripted.letThrough -= 1;
        continue;
      }
      scripted.left -= 1;
      return scripted.fault;
    }
    return undefined;
  }
}

/** Waits, or less when the caller goes away. */
export async function pause(ms: number, gone: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: gone }).catch(() => {});
}

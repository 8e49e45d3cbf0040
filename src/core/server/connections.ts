import type { Socket } from 'node:net';
import { cutOff } from './cut-off.ts';
import { LinkedList, type LinkedItem } from './linked-list.ts';

/** How many connections are kept at a time, and how many calls a stranger may have under way on one. */
export interface ConnectionLimits {
  /** Of callers that have shown no token. */
  strangers: number;
  /** Of callers that have; beyond it the one whose last proof is longest ago counts as a stranger again. */
  known: number;
  /**
   * Strangers from which on none is kept when its call has ended. Node takes in one connection each time it has served all that
   * are open: while some hundred called again and again, a newcomer would wait for hundreds of their calls at each turn.
   */
  lasting: number;
  /** Calls under way on one connection of a stranger (HTTP pipelining, which no proxy does). */
  pipelined: number;
}

/** Most connections that are kept however many files may be open: a vendor and its proxies need few, and each takes some 20 KB. */
const most: ConnectionLimits = { strangers: 384, known: 128, lasting: 4, pipelined: 16 };

/** The limits where so many files may be open at once: half of them, the rest is for the bot's own files and connections. */
export function connectionLimits(openFiles: number): ConnectionLimits {
  const eighth = Math.max(1, Math.floor(openFiles / 8));
  return {
    ...most,
    strangers: Math.min(most.strangers, 3 * eighth),
    known: Math.min(most.known, eighth),
  };
}

/** One connection, as long as it is kept. */
interface Caller extends LinkedItem<Caller> {
  readonly socket: Socket;
  /** Calls under way. */
  calls: number;
}

/** On its socket rather than in a map, which would hold those that are gone as a set does (`linked-list.ts`). */
const callerOf = Symbol('caller');
type Held = Socket & { [callerOf]?: Caller | undefined };

/**
 * The connections of a server, bounded. When it is full, the one that goes is the oldest of those that have shown no token:
 * of the kept ones without a call first, then of all; never the newest, and never one whose right token was seen lately.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** Strangers that call, or that have not called yet; the oldest is first in each row. */
  readonly #calling = new LinkedList<Caller>();
  /** Strangers between two calls. */
  readonly #idle = new LinkedList<Caller>();
  readonly #known = new LinkedList<Caller>();
  readonly #crowded: () => void;

  /** `crowded` is told of each connection that is closed for others. */
  constructor(limits: ConnectionLimits, crowded: () => void) {
    this.#limits = limits;
    this.#crowded = crowded;
  }

  /** A caller has connected; makes room for it. */
  opened(socket: Held): void {
    const caller: Caller = { socket, calls: 0 };
    socket[callerOf] = caller;
    this.#calling.add(caller);
    socket.once('close', forget);
    this.#makeRoom();
  }

  /** A call begins. False: it is one too many on a stranger's connection, which is closed. */
  begin({ [callerOf]: caller }: Held): boolean {
    // Closed already: what came together with the call that was too much is still read.
    if (!caller) return false;
    caller.calls += 1;
    if (caller.row === this.#known) return true;
    if (caller.row === this.#idle) this.#calling.add(caller);
    if (caller.calls <= this.#limits.pipelined) return true;
    this.#close(caller);
    return false;
  }

  /** The right token was seen here: this connection is kept. */
  prove({ [callerOf]: caller }: Held): void {
    if (!caller) return;
    this.#known.add(caller);
    const { first } = this.#known;
    if (this.#known.size <= this.#limits.known || !first) return;
    (first.calls > 0 ? this.#calling : this.#idle).add(first);
    this.#makeRoom();
  }

  /** Whether this connection outlives its call: not that of a stranger among many, who is to be told so with the answer. */
  outlivesCall({ [callerOf]: caller }: Held): boolean {
    return caller?.row === this.#known || this.#strangers <= this.#limits.lasting;
  }

  /** A call has ended. `told`: its caller knows that the connection ends with it. */
  end({ [callerOf]: caller }: Held, told: boolean): void {
    if (!caller) return;
    caller.calls -= 1;
    if (caller.calls > 0 || caller.row !== this.#calling) return;
    if (told) this.#close(caller);
    else this.#idle.add(caller);
  }

  get #strangers(): number {
    return this.#calling.size + this.#idle.size;
  }

  #makeRoom(): void {
    if (this.#strangers <= this.#limits.strangers) return;
    const oldest = this.#idle.first ?? this.#calling.first;
    if (oldest) this.#close(oldest);
  }

  #close({ socket }: Caller): void {
    this.#crowded();
    forget.call(socket);
    cutOff(socket);
  }
}

/** One function for all, not one for each. */
function forget(this: Held): void {
  this[callerOf]?.row?.remove(this[callerOf]);
  this[callerOf] = undefined;
}

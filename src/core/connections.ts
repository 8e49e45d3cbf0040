import type { Socket } from 'node:net';
import { cutOff } from './cut-off.ts';

/** How many connections are kept at a time, and how many calls a stranger may have under way on one. */
export interface ConnectionLimits {
  /** Of callers that have shown no token. */
  strangers: number;
  /** Of callers that have; beyond it the one whose last proof is longest ago counts as a stranger again. */
  known: number;
  /** Calls under way on one connection of a stranger (HTTP pipelining, which no proxy does). */
  pipelined: number;
}

/** Most connections that are kept however many files may be open: a vendor and its proxies need few, and each takes some 20 KB. */
const most: ConnectionLimits = { strangers: 384, known: 128, pipelined: 16 };

/** The limits where so many files may be open at once: half of them, the rest is for the bot's own files and connections. */
export function connectionLimits(openFiles: number): ConnectionLimits {
  const eighth = Math.max(1, Math.floor(openFiles / 8));
  return { ...most, strangers: Math.min(most.strangers, 3 * eighth), known: Math.min(most.known, eighth) };
}

/**
 * The connections of a server, bounded. When it is full, the one that goes is the oldest of those that have shown no token:
 * of the kept ones without a call first, then of all; never the newest, and never one whose right token was seen lately.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  /** Strangers that call, or that have not called yet; each set has the oldest first. */
  readonly #calling = new Set<Socket>();
  /** Strangers between two calls. */
  readonly #idle = new Set<Socket>();
  readonly #known = new Set<Socket>();
  /** Calls under way. */
  readonly #calls = new Map<Socket, number>();
  readonly #crowded: () => void;

  /** `crowded` is told of each connection that is closed for others. */
  constructor(limits: ConnectionLimits, crowded: () => void) {
    this.#limits = limits;
    this.#crowded = crowded;
  }

  /** A caller has connected; makes room for it. */
  opened(socket: Socket): void {
    this.#calls.set(socket, 0);
    this.#calling.add(socket);
    socket.once('close', () => this.#gone(socket));
    this.#makeRoom();
  }

  /** A call begins. False: it is one too many on a stranger's connection, which is closed. */
  begin(socket: Socket): boolean {
    const before = this.#calls.get(socket);
    // Closed already: what came together with the call that was too much is still read.
    if (before === undefined) return false;
    if (this.#idle.delete(socket)) this.#calling.add(socket);
    this.#calls.set(socket, before + 1);
    if (before < this.#limits.pipelined || this.#known.has(socket)) return true;
    this.#close(socket);
    return false;
  }

  /** The right token was seen here: this connection is kept. */
  prove(socket: Socket): void {
    if (!this.#calls.has(socket)) return;
    this.#calling.delete(socket);
    this.#known.delete(socket);
    this.#known.add(socket);
    const [oldest] = this.#known;
    if (this.#known.size <= this.#limits.known || !oldest) return;
    this.#known.delete(oldest);
    (this.#calls.get(oldest) ? this.#calling : this.#idle).add(oldest);
    this.#makeRoom();
  }

  /** A call has ended. */
  end(socket: Socket): void {
    const calls = this.#calls.get(socket);
    if (calls === undefined) return;
    this.#calls.set(socket, calls - 1);
    if (calls === 1 && this.#calling.delete(socket)) this.#idle.add(socket);
  }

  #makeRoom(): void {
    if (this.#calling.size + this.#idle.size <= this.#limits.strangers) return;
    const [oldest] = this.#idle.size > 0 ? this.#idle : this.#calling;
    if (oldest) this.#close(oldest);
  }

  #close(socket: Socket): void {
    this.#crowded();
    this.#gone(socket);
    cutOff(socket);
  }

  #gone(socket: Socket): void {
    this.#calls.delete(socket);
    for (const place of [this.#calling, this.#idle, this.#known]) place.delete(socket);
  }
}

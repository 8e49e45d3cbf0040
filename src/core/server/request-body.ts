import type { IncomingMessage } from 'node:http';
import { cutOff } from './cut-off.ts';

/** How much of bodies is taken in, bytes. */
export interface BodyLimits {
  /** Of one body. */
  one: number;
  /** Of all that are being read or worked on, with what keeping their pieces costs. */
  all: number;
}

/** GREEN-API's own cap on a payload is a tenth of the first. */
export const bodyLimits: BodyLimits = { one: 1024 * 1024, all: 16 * 1024 * 1024 };

/** What a piece of a body takes in memory besides its bytes: somebody may send a million pieces of one byte. */
const pieceBytes = 256;

/** What is read of a body that nobody wants, so that its caller hears the answer, with pieces as above: of a stranger's, and of one that is believed. */
const droppedBytes = 256 * 1024;
const droppedTooLarge = 16 * 1024 * 1024;
const dropMs = 5_000;

/** The caller went away in the middle of the body. */
export class CutShort extends Error {}

/** Why a body was not read: over the cap, or there is no room for it beside the others. */
export type RefusedBody = 'too large' | 'no room';

/** A body on its way; reads on until `end`. */
class Reading {
  readonly #outcome = Promise.withResolvers<Uint8Array | RefusedBody>();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #held = 0;
  #refused = false;

  /** What it takes in memory, bytes. */
  get held(): number {
    return this.#held;
  }

  /** Resolves when it ends; rejects with CutShort when the caller goes away. `grown` is told how much each piece takes. */
  of(
    request: IncomingMessage,
    most: number,
    grown: (bytes: number) => void,
  ): Promise<Uint8Array | RefusedBody> {
    request.on('data', (chunk: Buffer) => {
      if (this.#refused) return;
      this.#length += chunk.length;
      if (this.#length > most) return this.refuse('too large');
      this.#chunks.push(chunk);
      this.#held += chunk.length + pieceBytes;
      grown(chunk.length + pieceBytes);
    });
    request.on('end', () => this.#outcome.resolve(whole(this.#chunks, this.#length)));
    request.on('error', () => this.#outcome.reject(new CutShort()));
    request.on('close', () => request.complete || this.#outcome.reject(new CutShort()));
    return this.#outcome.promise;
  }

  refuse(why: RefusedBody): void {
    this.#refused = true;
    this.#chunks.length = 0;
    this.#outcome.resolve(why);
  }
}

function whole(chunks: readonly Buffer[], length: number): Uint8Array {
  const [first] = chunks;
  return first && chunks.length === 1 ? first : Buffer.concat(chunks, length);
}

/** The bodies of calls, bounded in sum. */
export class Bodies {
  readonly #limits: BodyLimits;
  #held = 0;
  /** The one that is read for longest first. */
  readonly #readings = new Set<Reading>();

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /**
   * Reads a body and does `work` with it, or with why it was refused; its room is taken until that is done. When all bodies
   * are too much together, the one that is read for longest gives way. Rejects with CutShort when the caller goes away.
   */
  async with<T>(
    request: IncomingMessage,
    work: (body: Uint8Array | RefusedBody) => T | Promise<T>,
  ): Promise<T> {
    const { one, all } = this.#limits;
    if (Number(request.headers['content-length'] ?? 0) > one) return work('too large');
    const reading = new Reading();
    this.#readings.add(reading);
    const grown = (bytes: number): void => {
      this.#held += bytes;
      const [longest] = this.#readings;
      if (this.#held > all) longest?.refuse('no room');
    };
    try {
      const body = await reading
        .of(request, one, grown)
        .finally(() => this.#readings.delete(reading));
      return await work(body);
    } finally {
      this.#held -= reading.held;
    }
  }
}

/**
 * Reads what is left of a call that is answered, and drops it. Who announces too much, sends too much, or sends for longer
 * than five seconds, is cut off. Only those who are believed hear 413: they may send more.
 */
export function dropRest(request: IncomingMessage, status: number): void {
  const { 'content-length': announced = 0, 'transfer-encoding': coding } = request.headers;
  if (request.complete || (coding === undefined && Number(announced) === 0)) return;
  const most = status === 413 ? droppedTooLarge : droppedBytes;
  const end = (): void => cutOff(request.socket);
  let length = 0;
  const timer = setTimeout(end, dropMs).unref();
  request.on('data', (chunk: Buffer) => {
    length += chunk.length + pieceBytes;
    if (length > most || Number(announced) > most) end();
  });
  request.on('close', () => clearTimeout(timer));
  request.on('error', () => {});
}

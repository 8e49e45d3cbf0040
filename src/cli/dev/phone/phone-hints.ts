import type { ServerResponse } from 'node:http';
import { pageHeaders } from './phone-files.ts';
import type { Phones } from './phones.ts';

/** Pages that may be open; the oldest gives way. */
const mostStreams = 16;

/** A comment keeps a silent stream open, milliseconds. */
const pingMs = 20_000;

/** Tells open pages that something has changed; they then ask for it. */
export class PhoneHints {
  readonly #streams = new Set<ServerResponse>();
  readonly #end: () => void;
  #isTelling = false;

  constructor(phones: Phones) {
    this.#end = phones.onChange(() => this.#changed());
  }

  /** Answers with a stream that stays open. */
  answer(response: ServerResponse): void {
    const [oldest] = this.#streams;
    if (this.#streams.size >= mostStreams && oldest) this.#endOf(oldest);
    response.writeHead(200, {
      ...pageHeaders,
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    response.write('retry: 2000\n\nevent: change\ndata: {}\n\n');
    this.#streams.add(response);
    const ping = setInterval(() => {
      if (this.#streams.has(response)) response.write(': \n\n');
    }, pingMs).unref();
    response.once('close', () => {
      clearInterval(ping);
      this.#streams.delete(response);
    });
  }

  close(): void {
    this.#end();
    for (const stream of this.#streams) this.#endOf(stream);
  }

  /** Nothing may be written from then on, though a page that reads nothing keeps the connection open. */
  #endOf(stream: ServerResponse): void {
    this.#streams.delete(stream);
    stream.end();
  }

  /** Once for all that happens together. */
  #changed(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    setImmediate(() => {
      this.#isTelling = false;
      for (const stream of this.#streams) stream.write('event: change\ndata: {}\n\n');
    });
  }
}

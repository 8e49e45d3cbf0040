import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopbackCall, LoopbackReply } from '../loopback.ts';

/**
 * What a link to a file does. `dead`: 404. `missing`: there is none in the notification. `oversized`: the marker of a file
 * over 100 MB stands in its place. `slow`: a byte a second. `huge`: bytes without end.
 */
export type Link = 'works' | 'dead' | 'missing' | 'oversized' | 'slow' | 'huge';

/** A file that somebody sent. */
export interface MediaFile {
  bytes: Uint8Array;
  /** As the sender's phone names it; parameters included. */
  mimeType: string;
  /** Without the dot. */
  extension: string;
}

/** Whether WhatsApp shows a file with this extension as a voice message. */
export function isSound(extension: string): boolean {
  return ['mp3', 'ogg', 'oga', 'opus', 'wav', 'aac', 'm4a'].includes(extension);
}

const hugeChunk = new Uint8Array(64 * 1024);

/** Customers' files behind links that need no authorization, as GREEN-API's storage keeps them. */
export class MediaStore {
  readonly #folder: string;
  readonly #links = new Map<string, { file: MediaFile; link: Link }>();
  readonly #messages = new Map<string, MediaFile>();

  /** `folder` is the address under which the links lie. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps a file for the message; a file that is gone can no longer be had by downloadFile. */
  keep(
    message: string,
    file: MediaFile,
    { link, gone }: { link: Link; gone: boolean },
  ): { downloadUrl: string; fileName: string } {
    if (!gone) this.#messages.set(message, file);
    const fileName = `${randomUUID()}.${file.extension}`;
    if (link === 'missing') return { downloadUrl: '', fileName };
    if (link === 'oversized') return { downloadUrl: '{{SWE002}}', fileName };
    return { downloadUrl: this.#publish(fileName, file, link), fileName };
  }

  /** Keeps a file that the bot sends; its link works. */
  put(file: MediaFile): string {
    return this.#publish(`${randomUUID()}.${file.extension}`, file, 'works');
  }

  /** A fresh link that works, as downloadFile gives it; undefined when the file is gone. */
  refresh(message: string): string | undefined {
    const file = this.#messages.get(message);
    return file && this.#publish(`${randomUUID()}.${file.extension}`, file, 'works');
  }

  /** Answers for a link; storage refuses calls that carry an Authorization header. */
  serve(call: LoopbackCall): LoopbackReply {
    const found = this.#links.get(call.path.slice(call.path.lastIndexOf('/') + 1));
    if (call.headers.authorization !== undefined)
      return { status: 400, body: '<Error><Code>InvalidArgument</Code></Error>' };
    if (!found || found.link === 'dead')
      return { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
    const headers = { 'content-type': found.file.mimeType };
    if (found.link === 'slow') return { headers, body: drip(found.file.bytes, call.gone) };
    if (found.link === 'huge') return { headers, body: flood(call.gone) };
    return { headers, body: found.file.bytes };
  }

  #publish(name: string, file: MediaFile, link: Link): string {
    this.#links.set(name, { file, link });
    return `${this.#folder}/${name}`;
  }
}

async function* drip(bytes: Uint8Array, gone: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length && !gone.aborted; at += 1) {
    yield bytes.subarray(at, at + 1);
    await sleep(1000, undefined, { signal: gone }).catch(() => {});
  }
}

async function* flood(gone: AbortSignal): AsyncGenerator<Uint8Array> {
  while (!gone.aborted) {
    yield hugeChunk;
    await sleep(0);
  }
}

import { once } from 'node:events';
import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { keepOwner } from '../files/file-owner.ts';
import type { RotatingFileStream } from 'rotating-file-stream';

export interface RotatingFileOptions {
  /** Made when missing. */
  folder: string;
  name: string;
  /** Size at which a file is full, in bytes. */
  maxBytes: number;
  /** How many full files are kept. */
  keep: number;
  /** Told once when the file can no longer be written. */
  onFailed(error: unknown): void;
  /** Told once when it can be written again; `lost` lines did not fit into the memory meanwhile. */
  onRecovered(lost: number): void;
}

/** Lines that may wait for the disk, in UTF-16 units; more are lost. */
const mostWaiting = 4 * 1024 * 1024;

const firstPauseMs = 5_000;
const longestPauseMs = 60_000;

/** Only the user who runs the bot may read what customers wrote. */
const fileMode = 0o600;

/** Lines on the disk, in order, never waited for. A full or broken disk is tried again; nothing is thrown after `open`. */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #stream: RotatingFileStream | undefined;
  #waiting: string[] = [];
  #length = 0;
  #lost = 0;
  #failures = 0;
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: RotatingFileOptions, stream: RotatingFileStream) {
    this.#options = options;
    this.#stream = stream;
  }

  /** Rejects with the system's error when the folder or the file cannot be had. */
  static async open(options: RotatingFileOptions): Promise<RotatingFile> {
    return new RotatingFile(options, await openStream(options));
  }

  /** Takes lines, their line ends included. */
  write(...lines: readonly string[]): void {
    for (const line of lines) {
      if (this.#length + line.length > mostWaiting) {
        this.#lost += 1;
        continue;
      }
      this.#waiting.push(line);
      this.#length += line.length;
    }
    if (this.#failures === 0) this.#work();
  }

  /** Resolves when everything is written, or could not be written at a last try. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#working;
    if (this.#waiting.length > 0) await this.#drain();
    clearTimeout(this.#timer);
    const stream = this.#stream;
    if (stream) await new Promise<void>((resolve) => stream.once('close', resolve).end());
  }

  #work(): void {
    this.#working ??= this.#drain().finally(() => {
      this.#working = undefined;
    });
  }

  /** Writes what waits, all that has come together in one piece, until nothing waits or the disk fails. */
  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      try {
        this.#stream ??= await openStream(this.#options);
        // After a failure the last line may be there in part only.
        await write(this.#stream, (this.#failures > 0 ? '\n' : '') + lines.join(''));
      } catch (error) {
        this.#waiting = [...lines, ...this.#waiting];
        return this.#failed(error);
      }
      this.#length = this.#waiting.reduce((sum, line) => sum + line.length, 0);
      this.#succeeded();
    }
  }

  #failed(error: unknown): void {
    this.#stream?.destroy();
    this.#stream = undefined;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures);
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#work(), pause).unref();
    if (this.#failures === 1) this.#options.onFailed(error);
  }

  #succeeded(): void {
    const lost = this.#lost;
    if (this.#failures === 0 && lost === 0) return;
    this.#failures = 0;
    this.#lost = 0;
    this.#options.onRecovered(lost);
  }
}

async function openStream({
  folder,
  name,
  maxBytes,
  keep,
}: RotatingFileOptions): Promise<RotatingFileStream> {
  const { createStream } = await import('rotating-file-stream');
  makeFolder(folder);
  await refuseLink(join(folder, name));
  const stream = createStream(name, {
    path: folder,
    size: `${maxBytes}B`,
    rotate: keep,
    mode: fileMode,
  });
  stream.on('error', () => {
    // Every failed write is also told to the one who wrote.
  });
  // Also each new file that a full one gives way to.
  stream.on('open', () => keepOwner(join(folder, name)));
  await once(stream, 'open');
  // A file from before may have been readable for others; on some disks that cannot be changed.
  await chmod(join(folder, name), fileMode).catch(() => {});
  return stream;
}

/** Behind a link stands a file of somebody's choice, which would be written to and shut for others. Rejects as the system would. */
async function refuseLink(path: string): Promise<void> {
  const isLink = await lstat(path).then(
    (at) => at.isSymbolicLink(),
    () => false,
  );
  if (isLink) throw Object.assign(new Error('it is a symbolic link'), { code: 'ELOOP' });
}

function write(stream: RotatingFileStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

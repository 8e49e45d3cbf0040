import { Writable } from 'node:stream';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { ServiceError } from '../../../core/plugin-api/failures.ts';

/** The program could not be started because it is gone or may not be run. */
export class FfmpegGone extends Error {}

/** Resolves when the process is gone: with what went wrong, or undefined. */
export function run(command: FfmpegCommand, sink: Writable): Promise<unknown> {
  return new Promise((resolve) => {
    command.on('end', () => resolve(undefined));
    command.on('error', (error: unknown) => resolve(error));
    command.pipe(sink);
  });
}

/**
 * Collects the output. It neither emits 'close' nor destroys itself: fluent-ffmpeg takes the close of its output for a
 * failure 20 ms later. Its end is awaited apart, because fluent-ffmpeg's own 'end' may come before the last bytes.
 */
export class OutputCollector extends Writable {
  readonly flushed: Promise<void>;
  full = false;
  readonly #chunks: Buffer[] = [];
  readonly #room: number;
  readonly #onFull: () => void;
  #size = 0;

  constructor(room: number, onFull: () => void) {
    super({ emitClose: false, autoDestroy: false });
    this.#room = room;
    this.#onFull = onFull;
    this.flushed = new Promise((resolve) => this.once('finish', resolve));
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.#chunks, this.#size);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (!this.full && this.#size + chunk.length > this.#room) {
      this.full = true;
      this.#onFull();
    }
    if (!this.full) {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
    }
    done();
  }
}

interface Ring {
  get(): string;
}

type Ended = (error: Error | null, stdout?: Ring, stderr?: Ring) => void;

/** What one run may take at most. */
export interface Bounds {
  /** Of processor time, seconds. */
  cpuSeconds: number;
}

/** More addresses than any ffmpeg needs for one sound track, and more memory: a Debian one takes a quarter and a tenth of it, in kB. */
const memory = { addresses: 1_500_000, data: 512_000 };

/**
 * Gives what follows the rest of the machine and no more, as far as a system knows such bounds, and becomes it: the process
 * that is killed is ffmpeg itself. Arguments are handed over as they are.
 */
const bounded = [
  `for bound in "-St $0" "-Ht $(($0 + 2))" "-v ${memory.addresses}" "-d ${memory.data}"; do ulimit $bound 2>/dev/null; done`,
  'command -v nice >/dev/null && exec nice -n 10 "$@"',
  'exec "$@"',
].join('\n');

/** The program to start and what stands before the arguments of ffmpeg. */
function startOf(path: string, { cpuSeconds }: Bounds): { program: string; before: string[] } {
  if (process.platform === 'win32') return { program: path, before: [] };
  return { program: '/bin/sh', before: ['-c', bounded, String(cpuSeconds), path] };
}

/** The parts of a fluent-ffmpeg 2.1.3 command that it keeps for itself and that need fixing. */
interface Inside {
  _getFfmpegPath(found: (error: null, path: string) => void): void;
  _checkCapabilities(checked: (error: null) => void): void;
  availableEncoders(listed: (error: null, encoders: object) => void): void;
  _spawnFfmpeg(args: string[], options: object, started: unknown, ended: Ended): void;
}

/**
 * Fixes one command, and nothing beyond it: the path is its own instead of the whole process's, and bounded; nothing is asked of ffmpeg
 * before the run (what it can do was found out once, and fluent-ffmpeg cannot read the lists of newer versions); and a
 * process that does not start is an 'error' instead of an exception that nobody can catch.
 */
export function contain(command: FfmpegCommand, path: string, bounds: Bounds): FfmpegCommand {
  const { program, before } = startOf(path, bounds);
  const inside = command as unknown as Inside;
  const spawn = inside._spawnFfmpeg.bind(command);
  const empty: Ring = { get: () => '' };
  inside._getFfmpegPath = (found) => found(null, program);
  inside._checkCapabilities = (checked) => checked(null);
  inside.availableEncoders = (listed) => listed(null, {});
  inside._spawnFfmpeg = (args, options, started, ended) =>
    spawn([...before, ...args], options, started, (error, stdout = empty, stderr = empty) =>
      ended(error, stdout, stderr),
    );
  return command;
}

export function tooLong(message: string): ServiceError {
  return new ServiceError('ffmpeg.audio', message, { retryable: false, about: 'audio' });
}

export function noAudio(): ServiceError {
  return new ServiceError('ffmpeg.audio', 'ffmpeg finds no audio in this file that it can read', {
    retryable: false,
    about: 'audio',
  });
}

/** What a failed run means. A crash is the file's doing; a kill from outside (no memory left, a stop) is not. */
export function explain(failure: unknown): Error {
  const { code } = failure as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'ENOEXEC') return new FfmpegGone(code);
  if (code !== undefined)
    return new ServiceError('ffmpeg.start', `ffmpeg cannot be started now (${code})`, {
      retryable: true,
    });
  // How a shell script that stands in for ffmpeg says that it did not find it.
  if (/exited with code 12[67]\b/.test(String(failure))) return new FfmpegGone('wrapper');
  if (/killed with signal SIGXCPU/.test(String(failure)))
    return tooLong('ffmpeg takes too long on this file');
  const signal = /killed with signal (SIG(?:KILL|TERM|INT|HUP))/.exec(String(failure))?.[1];
  if (signal === undefined) return noAudio();
  return new ServiceError('ffmpeg.killed', `ffmpeg was killed from outside (${signal})`, {
    retryable: true,
  });
}

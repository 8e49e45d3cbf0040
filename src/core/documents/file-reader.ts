import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadAnswer, ReadRequest } from './read-process.ts';

/** One file may take so long, milliseconds: a PDF of 100 pages takes three seconds on a small machine. */
const patienceMs = 30_000;

/** What the readers of one file may use of the heap, in MB. Large honest files take 150. */
const heapMb = 384;

const program = fileURLToPath(
  new URL(`./read-process${extname(import.meta.url)}`, import.meta.url),
);

/**
 * Reads files in a process of its own: a file that was built to harm ends that process and nothing else. What it took of the memory is
 * given back with its end.
 */
export class FileReader {
  #child: ChildProcess | undefined;

  /** What a file says; never rejects but with the signal's reason. */
  async read(request: ReadRequest, signal: AbortSignal): Promise<ReadAnswer> {
    signal.throwIfAborted();
    const child = (this.#child ??= this.#start());
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const answer = await asked(child, request, limited);
    signal.throwIfAborted();
    if ('problem' in answer && (limited.aborted || child.exitCode !== null || !child.connected))
      this.close();
    return answer;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    return fork(program, [], {
      execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
  }
}

function asked(
  child: ChildProcess,
  request: ReadRequest,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  return new Promise((resolve) => {
    const end = (answer: ReadAnswer): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', onExit);
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
    };
    const onMessage = (message: unknown): void => end(message as ReadAnswer);
    const onExit = (): void => end({ problem: 'takes more memory than a file of its kind should' });
    const onAbort = (): void => end({ problem: 'takes longer than a file of its kind should' });
    child.on('message', onMessage).on('exit', onExit).on('error', onExit);
    signal.addEventListener('abort', onAbort);
    child.send(request, (error) => error && onExit());
  });
}

import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadAnswer, ReadRequest } from './read-process.ts';

/** One file may take so long, milliseconds: a PDF of 100 pages takes three seconds on a small machine. */
const patienceMs = 30_000;

/** What the readers of one file may use of the heap, in MB. Large honest files take 150. */
const heapMb = 384;

/** What the process may hold in all, bytes, and how often that is looked at, milliseconds. */
const [mostMemory, watchMs] = [900 * 1024 * 1024, 200];

/** As Linux counts memory. */
const pageBytes = 4096;

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
    const child = fork(program, [], {
      execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    watchMemory(child);
    return child;
  }
}

/** Ends a process whose memory grows past what honest files take: what is unpacked is not on its heap. Where the system does not tell, the heap's bound alone holds. */
function watchMemory(child: ChildProcess): void {
  const look = async (): Promise<void> => {
    const told = await readFile(`/proc/${child.pid}/statm`, 'latin1').catch(() => '');
    if (Number(told.split(' ')[1]) * pageBytes > mostMemory) child.kill('SIGKILL');
  };
  const timer = setInterval(() => void look(), watchMs).unref();
  child.once('exit', () => clearInterval(timer));
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
    const tooMuch = (says: string): void => end({ problem: { fault: 'unsafe', says } });
    const onExit = (): void => tooMuch('takes more memory than a file of its kind should');
    const onAbort = (): void => tooMuch('takes longer than a file of its kind should');
    child.on('message', onMessage).on('exit', onExit).on('error', onExit);
    signal.addEventListener('abort', onAbort);
    child.send(request, (error) => error && onExit());
  });
}

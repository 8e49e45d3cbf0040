import type { Writable } from 'node:stream';
import { logClock, readLogLine, renderLogLine } from './log-line.ts';

/** Where a person, or what collects the log of a server, reads along. */
export interface Terminal {
  stream: Pick<Writable, 'write' | 'writableLength' | 'on' | 'off'>;
  /** Readable lines instead of JSON. */
  isTTY: boolean;
  colours: boolean;
  /** By whose clock moments are shown there. */
  timeZone: string;
}

/** Takes lines of JSON. */
export interface LineSink {
  write(...lines: readonly string[]): void;
  close(): Promise<void>;
}

/** Bytes that may wait for a slow reader; more lines are dropped. */
const mostWaiting = 4 * 1024 * 1024;

/** A reader that does not read is not waited for longer at the end, in milliseconds. */
const closePauseMs = 2_000;

/** Standard error as it is. Its writes do not block where it is a pipe. */
export function standardError(timeZone: string): Terminal {
  const { stderr } = process;
  return {
    stream: stderr,
    isTTY: stderr.isTTY,
    colours: stderr.isTTY && stderr.hasColors(),
    timeZone,
  };
}

/** Writes lines to a terminal or a pipe; a reader that is slow or gone holds nothing up. */
export function openTerminal({ stream, isTTY, colours, timeZone }: Terminal): LineSink {
  const format = isTTY ? readable(timeZone, colours) : (line: string) => line;
  let gone = false;
  const onError = (): void => {
    gone = true;
  };
  stream.on('error', onError);
  return {
    write(...lines) {
      if (!gone && stream.writableLength < mostWaiting) stream.write(lines.map(format).join(''));
    },
    async close() {
      if (!gone) await written(stream);
      stream.off('error', onError);
    },
  };
}

/** Resolves when everything is written, or cannot be (and the stream has said so by its event, too), or takes too long. */
function written(stream: Terminal['stream']): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, closePauseMs);
    stream.write('', () => {
      clearTimeout(timer);
      setImmediate(resolve);
    });
  });
}

/** As `wabot logs` shows them. */
function readable(timeZone: string, coloured: boolean): (line: string) => string {
  const clock = logClock(timeZone);
  return (line) => `${renderLogLine(readLogLine(line.trimEnd()), clock, { coloured })}\n`;
}

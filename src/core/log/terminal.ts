import type { Writable } from 'node:stream';
import { logClock, readLogLine, renderLogLine } from './log-line.ts';
import { wrapped } from './wrapped.ts';

/** Where a person, or what collects the log of a server, reads along. */
export interface Terminal {
  stream: Pick<Writable, 'write' | 'writableLength' | 'on' | 'off'>;
  /** Readable lines instead of JSON. */
  isTTY: boolean;
  /** Its width, where it is known; lines break between words, further ones hang. */
  columns?: number | undefined;
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

/** Empties the line of a terminal on which the cursor is, and goes to its beginning: a spinner may stand there. */
export const eraseLine = '\r\u001b[K';

/** Standard error as it is. Its writes do not block where it is a pipe. */
export function standardError(timeZone: string): Terminal {
  const { stderr } = process;
  return {
    stream: stderr,
    isTTY: stderr.isTTY,
    // It changes with the window.
    get columns() {
      return stderr.columns;
    },
    colours: stderr.isTTY && stderr.hasColors(),
    timeZone,
  };
}

/** Writes lines to a terminal or a pipe; a reader that is slow or gone holds nothing up. */
export function openTerminal(terminal: Terminal): LineSink {
  const { stream, isTTY } = terminal;
  const format = isTTY ? readable(terminal) : (line: string) => line;
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

/** As `wabot logs` shows them, where anything moves on the terminal in the place of what moves. */
function readable(terminal: Terminal): (line: string) => string {
  const clock = logClock(terminal.timeZone);
  const start = terminal.colours ? eraseLine : '';
  return (line) => {
    const shown = renderLogLine(readLogLine(line.trimEnd()), clock, { coloured: terminal.colours });
    return `${start}${wrapped(shown, { columns: terminal.columns || undefined }, 2)}\n`;
  };
}

import type { Writable } from 'node:stream';

/** Where a person, or what collects the log of a server, reads along. */
export interface Terminal {
  stream: Pick<Writable, 'write' | 'writableLength' | 'on' | 'off'>;
  /** Readable lines instead of JSON. */
  isTTY: boolean;
  colours: boolean;
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
export function standardError(): Terminal {
  const { stderr } = process;
  return { stream: stderr, isTTY: stderr.isTTY, colours: stderr.isTTY && stderr.hasColors() };
}

/** Writes lines to a terminal or a pipe; a reader that is slow or gone holds nothing up. */
export async function openTerminal({ stream, isTTY, colours }: Terminal): Promise<LineSink> {
  const format = isTTY ? await readable(colours) : (line: string) => line;
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

async function readable(colours: boolean): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({
    colorize: colours,
    messageKey: 'event',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    errorLikeObjectKeys: ['error'],
  });
}

import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { ServiceError, SetupError } from '../errors.ts';
import { fileErrorCode } from '../files/file-error.ts';
import type { Log, LogFields } from '../log.ts';
import { GatheredLines } from './gathered-lines.ts';
import { RotatingFile } from './rotating-file.ts';
import { openTerminal, standardError, type LineSink, type Terminal } from './terminal.ts';
import { createMask, type Mask } from '../mask/index.ts';
import { isPermissionError, strangersFile } from '../files/file-owner.ts';
import { levels, type logSettings } from '../settings/log-settings.ts';
import type { ValuesOf } from '../settings/settings.ts';

/** The name of the log's newest file; older ones have a number behind it. */
export const logName = 'app.log';

export interface LogOptions extends ValuesOf<typeof logSettings> {
  /** Values that must never be seen. */
  secrets: readonly string[];
  /** True: a server's log, on the disk and on the terminal. False: a command's, warnings and errors on the terminal. */
  file: boolean;
  /** The business's, by whose clock a terminal shows moments. */
  timeZone: string;
  /** Instead of standard error. */
  terminal?: Terminal;
}

/** An open log; `close` resolves when everything is written, and later events are dropped. */
export interface LogFile {
  log: Log;
  close(): Promise<void>;
}

/**
 * Opens the log: JSON lines in the folder's app.log, and on standard error readable lines for a terminal, JSON for anything
 * else. Rejects with a SetupError `setup.log` when the folder cannot be written; nothing that fails later reaches the bot.
 */
export async function openLog(options: LogOptions): Promise<LogFile> {
  const mask = createMask(options);
  return options.file ? openServerLog(options, mask) : openCommandLog(options, mask);
}

/** An outage is told once, not once for everything that it keeps from being done. */
function isAnnounced(error: unknown): boolean {
  return error instanceof ServiceError && error.alreadyLogged === true;
}

async function openServerLog(options: LogOptions, mask: Mask): Promise<LogFile> {
  let log: Log | undefined;
  const file = await RotatingFile.open({
    folder: resolve(options.folder),
    name: logName,
    maxBytes: options.maxMegabytes * 1024 * 1024,
    keep: options.files,
    onFailed: (error) => log?.error('log-file-failed', { error }),
    onRecovered: (lost) => log?.warn('log-file-recovered', { lost }),
  }).catch((error: unknown) => {
    throw cannotWrite(options.folder, error);
  });
  const writer = await openWriter(options.level, mask, [
    file,
    openTerminal(options.terminal ?? standardError(options.timeZone)),
  ]);
  log = toLog(options.level, writer.write);
  return { log, close: () => writer.close() };
}

/** Most commands have nothing to log, so the logger is loaded with the first event. */
function openCommandLog({ level, timeZone, terminal }: LogOptions, mask: Mask): LogFile {
  let opening: Promise<Writer> | undefined;
  const open = async (): Promise<Writer> =>
    openWriter('warn', mask, [openTerminal(terminal ?? standardError(timeZone))]);
  const least = level === 'error' || level === 'silent' ? level : 'warn';
  const log = toLog(least, (...event) => {
    opening ??= open();
    void opening.then((writer) => writer.write(...event));
  });
  return { log, close: async () => (await opening)?.close() };
}

type EventLevel = keyof Log;

function toLog(
  least: (typeof levels)[number],
  write: (level: EventLevel, event: string, fields: LogFields) => void,
): Log {
  const isLess = (level: EventLevel): boolean => levels.indexOf(level) < levels.indexOf(least);
  const method = (usual: EventLevel): Log[EventLevel] => {
    if (isLess(usual)) return () => {};
    return (event, fields = {}) => {
      const level = isAnnounced(fields['error']) ? 'debug' : usual;
      if (!isLess(level)) write(level, event, fields);
    };
  };
  return {
    debug: method('debug'),
    info: method('info'),
    warn: method('warn'),
    error: method('error'),
  };
}

interface Writer {
  write(level: EventLevel, event: string, fields: LogFields): void;
  close(): Promise<void>;
}

async function openWriter(level: string, mask: Mask, sinks: readonly LineSink[]): Promise<Writer> {
  const { pino } = await import('pino');
  const lines: string[] = [];
  let at = 0;
  const logger: Logger = pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(at).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => lines.push(line) },
  );
  const gathered = new GatheredLines(() => {
    const ready = lines.splice(0);
    if (ready.length > 0) for (const sink of sinks) sink.write(...ready);
  });
  let closing: Promise<unknown> | undefined;
  return {
    write(eventLevel, event, fields) {
      if (closing) return;
      const now = Date.now();
      gathered.add(() => {
        at = now;
        logger[eventLevel](renamed(mask(fields)), event);
      });
    },
    async close() {
      gathered.flush();
      closing ??= Promise.all(sinks.map((sink) => sink.close()));
      await closing;
    },
  };
}

/** Names that a line has of its own. */
const ownNames = ['level', 'time', 'event'];

function renamed(fields: LogFields): LogFields {
  if (!ownNames.some((name) => name in fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      ownNames.includes(name) ? `${name}_` : name,
      value,
    ]),
  );
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user has no access to it',
  EPERM: 'this user has no access to it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its place',
  EEXIST: 'a file is in its place',
  ELOOP: 'its app.log is a symbolic link, which is not followed',
};

function cannotWrite(folder: string, error: unknown): SetupError {
  const code = fileErrorCode(error) ?? '';
  const reason = reasons[code] ?? (code === '' ? 'its app.log is not a file' : code);
  const stranger = isPermissionError(error) ? strangersFile(join(folder, logName)) : undefined;
  const whose = stranger ? ` (${stranger.whose})` : '';
  return new SetupError(
    'log',
    `The log cannot be written to the folder ${folder}: ${reason}${whose}`,
    {
      suggestions: [
        ...(stranger ? [stranger.advice] : []),
        'Make the folder writable for the user who runs the bot, or set LOG_DIR to another one.',
      ],
      cause: error,
    },
  );
}

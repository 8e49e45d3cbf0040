import { SetupError } from '../errors.ts';

/** What to do when the server, or the owner's page with a port of its own, cannot have its address. */
export function cannotListen(
  host: string,
  port: number,
  error: NodeJS.ErrnoException,
  setting: 'PORT' | 'CONSOLE_PORT' = 'PORT',
): SetupError {
  const why: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken by another program`,
    EACCES: `port ${port} needs more rights`,
    EADDRNOTAVAIL: `this machine has no address ${host}`,
  };
  return new SetupError(
    'listen',
    `Cannot listen on ${host}:${port}: ${why[error.code ?? ''] ?? error.code ?? 'unknown reason'}`,
    {
      suggestions: [
        setting === 'PORT'
          ? 'Set PORT (and HOST) to a free one, or stop the other program.'
          : 'Set CONSOLE_PORT to a free port, or stop the other program.',
      ],
      cause: error,
    },
  );
}

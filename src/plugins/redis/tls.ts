import { readFile } from 'node:fs/promises';
import { SetupError } from '../../core/plugin-api/failures.ts';

/** Files of certificates in PEM. */
export interface TlsFiles {
  /** Of the authority that signed the certificate of Redis; the machine's own authorities count when it is absent. */
  ca?: string | undefined;
  /** What the bot shows to Redis, with its key. */
  certificate?: string | undefined;
  key?: string | undefined;
}

/** What certificates a connection uses; empty: those of the machine. */
export interface Certificates {
  ca?: string;
  cert?: string;
  key?: string;
}

/** Reads the files. Rejects with a SetupError `setup.redis.certificate` when one cannot be read, or has no use. */
export async function readCertificates(
  { ca, certificate, key }: TlsFiles,
  isTls: boolean,
): Promise<Certificates> {
  const files = {
    ca: ['REDIS_TLS_CA', ca],
    cert: ['REDIS_TLS_CERT', certificate],
    key: ['REDIS_TLS_KEY', key],
  } as const;
  const read: Certificates = {};
  for (const [name, [env, path]] of Object.entries(files)) {
    if (path === undefined) continue;
    if (!isTls)
      throw refused(
        `${env} is set, but REDIS_URL asks for no TLS`,
        'Write rediss:// in REDIS_URL, or remove the setting.',
      );
    read[name as keyof Certificates] = await readPem(env, path);
  }
  if ((certificate === undefined) !== (key === undefined))
    throw refused(
      'REDIS_TLS_CERT and REDIS_TLS_KEY go together, but only one of them is set',
      'Set both, or neither.',
    );
  return read;
}

async function readPem(env: string, path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text?.includes('-----BEGIN ')) return text;
  const what =
    text === undefined ? 'names a file that cannot be read' : 'names a file that is not in PEM';
  throw refused(
    `${env} ${what}`,
    'Give the path of a PEM file (it has a line -----BEGIN …) that the bot may read.',
  );
}

function refused(message: string, suggestion: string): SetupError {
  return new SetupError('redis.certificate', message, { suggestions: [suggestion] });
}

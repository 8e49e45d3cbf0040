import { readFile } from 'node:fs/promises';
import { SetupError } from '../../core/plugin-api/failures.ts';
import { settingsError } from '../../core/plugin-api/settings.ts';
import { privateKey, type GoogleValues } from './settings.ts';

/** Who the bot is for Google. */
export interface ServiceAccount {
  email: string;
  /** PEM. */
  key: string;
  /** Where tokens are had, if the key says so. */
  tokenUrl?: string;
}

/**
 * The account from the settings, or from the JSON file where the two settings are not both there; undefined when there is
 * neither. Rejects with a SetupError when half of it is missing or the file is no key.
 */
export async function serviceAccount({
  account,
  key,
  keyFile,
}: Pick<GoogleValues, 'account' | 'key' | 'keyFile'>): Promise<ServiceAccount | undefined> {
  if (account !== undefined && key !== undefined) return { email: account, key };
  if (keyFile !== undefined) return readKeyFile(keyFile);
  if (account !== undefined)
    throw settingsError([
      'GOOGLE_PRIVATE_KEY is not set, but GOOGLE_SERVICE_ACCOUNT is: both are needed, or neither',
    ]);
  if (key !== undefined)
    throw settingsError([
      'GOOGLE_SERVICE_ACCOUNT is not set, but GOOGLE_PRIVATE_KEY is: both are needed, or neither',
    ]);
  return undefined;
}

async function readKeyFile(file: string): Promise<ServiceAccount> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw keyFileError(
      file,
      error.code === 'ENOENT'
        ? 'it does not exist'
        : `it cannot be read (${error.code ?? 'unknown reason'})`,
    );
  });
  const { client_email: email, private_key: key, token_uri: tokenUrl } = fieldsOf(text);
  if (typeof email !== 'string' || typeof key !== 'string')
    throw keyFileError(
      file,
      'it is not the JSON key of a service account, which has client_email and private_key',
    );
  const token = typeof tokenUrl === 'string' && URL.canParse(tokenUrl) ? { tokenUrl } : {};
  return { email, key: keyOf(file, key), ...token };
}

function keyOf(file: string, key: string): string {
  try {
    return privateKey(key);
  } catch {
    throw keyFileError(file, 'its private_key is damaged');
  }
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function keyFileError(file: string, problem: string): SetupError {
  return new SetupError('google-docs.key-file', `The key file ${file} cannot be used: ${problem}`, {
    suggestions: [
      'Download a JSON key of the service account (Google Cloud console: IAM, Service accounts, Keys) and put its path into GOOGLE_APPLICATION_CREDENTIALS.',
    ],
  });
}

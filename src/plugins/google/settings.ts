import { createPrivateKey } from 'node:crypto';
import {
  optionalText,
  optionalUrl,
  type Setting,
  type ValuesOf,
} from '../../core/plugin-api/settings.ts';

const accountSetting: Setting<string | undefined> = {
  ...optionalText('GOOGLE_SERVICE_ACCOUNT', {
    aliases: ['GOOGLE_SERVICE_ACCOUNT_EMAIL', 'GOOGLE_CLIENT_EMAIL'],
    summary:
      'Address of the service account that the document is shared with (client_email of its JSON key)',
    example: 'wabot@my-project.iam.gserviceaccount.com',
  }),
  parse(value) {
    const address = unquoted(value);
    if (/^[^\s@"{}]+@[^\s@"{}]+$/.test(address)) return address;
    throw new Error(
      'must be the address of a service account, such as wabot@my-project.iam.gserviceaccount.com',
    );
  },
};

const keySetting: Setting<string | undefined> = {
  ...optionalText('GOOGLE_PRIVATE_KEY', {
    secret: true,
    goesTo: [['apiUrl']],
    summary:
      'Private key of the service account (private_key of its JSON key); \\n stands for a line break',
  }),
  parse: privateKey,
};

/** Who the bot is for Google; for every plugin that speaks with it. */
export const googleSettings = {
  account: accountSetting,
  key: keySetting,
  keyFile: optionalText('GOOGLE_APPLICATION_CREDENTIALS', {
    summary:
      'JSON key file of the service account, instead of the two settings above. Without either, the document must be shared with anyone who has the link',
    example: 'service-account.json',
    goesTo: [['apiUrl']],
  }),
  apiUrl: optionalUrl('GOOGLE_API_URL', {
    summary:
      "One address to use instead of all of Google's (documents, tokens, public export), for tests and proxies",
    example: 'http://127.0.0.1:9000',
  }),
};

/** The values of these settings. */
export type GoogleValues = ValuesOf<typeof googleSettings>;

/** What a person copied, without the quotes around it. */
export function unquoted(value: string): string {
  return value.replace(/^(["'`])([\s\S]*)\1,?$/, '$2').trim();
}

/**
 * A private key as PEM, however it came through a `.env` file or a panel of a host: quoted, on one line, with `\n` written
 * out (once or twice escaped) or with spaces in their place. Throws when it is not one.
 */
export function privateKey(value: string): string {
  const lines = unquoted(value).replace(/(?<!\\)\\+[rn]/g, '\n');
  const [, kind = '', body = ''] =
    /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([^-]+)-----END \1-----/.exec(lines) ?? [];
  const wrapped = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  const pem = [`-----BEGIN ${kind}-----`, ...wrapped, `-----END ${kind}-----`, ''].join('\n');
  if (isRsa(pem)) return pem;
  throw new Error(
    'must be the whole private_key of the JSON key, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----',
  );
}

function isRsa(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

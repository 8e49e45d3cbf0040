import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../../src/core/settings/settings.ts';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import { serviceAccount } from '../../../../src/plugins/google/service-account.ts';
import { settings } from '../../../../src/plugins/prompt/google-docs/settings.ts';
import { useFolder } from '../../../folder.ts';
import { valuesFor } from '../../openai/loopback.ts';
import { email, privateKey } from './fake.ts';

const folder = useFolder();
const document = { GOOGLE_DOCS_ID: '1AbC_dEf-0123456789' };

function problems(environment: Environment): string {
  return readSettings(settings, { ...document, ...environment }).problems.join('\n');
}

describe('GOOGLE_DOCS_ID', () => {
  it.each([
    '1AbC_dEf-0123456789',
    '"1AbC_dEf-0123456789"',
    'https://docs.google.com/document/d/1AbC_dEf-0123456789/edit?tab=t.0#heading=h.1',
    'https://docs.google.com/document/u/1/d/1AbC_dEf-0123456789/preview',
    'docs.google.com/document/d/1AbC_dEf-0123456789',
    'https://drive.google.com/open?usp=x&id=1AbC_dEf-0123456789',
  ])('is understood: %s', (GOOGLE_DOCS_ID) => {
    expect(valuesFor(settings, { GOOGLE_DOCS_ID }).document).toBe('1AbC_dEf-0123456789');
    expect(valuesFor(settings, { GOOGLE_DOCUMENT_ID: GOOGLE_DOCS_ID }).document).toBe(
      '1AbC_dEf-0123456789',
    );
  });

  it.each([
    [
      'the address of a published copy',
      'https://docs.google.com/document/d/e/2PACX-1vT/pub',
      'published copy',
    ],
    ['something else', 'my prompt', 'must be the id'],
    ['nothing', '', 'GOOGLE_DOCS_ID is not set'],
  ])('that is %s is refused', (_name, GOOGLE_DOCS_ID, problem) => {
    expect(problems({ GOOGLE_DOCS_ID })).toContain(problem);
  });
});

describe('GOOGLE_PRIVATE_KEY', () => {
  const oneLine = privateKey.trimEnd().replaceAll('\n', ' ');
  it.each([
    ['as it is', privateKey],
    ['with \\n', privateKey.replaceAll('\n', String.raw`\n`)],
    [
      'with \\n twice escaped, in quotes, with the comma of JSON',
      `"${privateKey.replaceAll('\n', String.raw`\\n`)}",`,
    ],
    ['in quotes', `'${privateKey}'`],
    ['with line ends of Windows', privateKey.replaceAll('\n', '\r\n')],
    ['on one line', oneLine],
  ])('is understood: %s', (_name, GOOGLE_PRIVATE_KEY) => {
    expect(valuesFor(settings, { ...document, GOOGLE_PRIVATE_KEY }).key).toBe(privateKey);
  });

  const { privateKey: other } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  it.each([
    ['cut', privateKey.slice(0, 900)],
    ['of another sort', other],
    ['damaged', privateKey.replace(/\n.{64}\n/, '\n')],
    ['an API key', 'AIzaSyA-1234567890'],
  ])('that is %s is refused, and not repeated', (_name, GOOGLE_PRIVATE_KEY) => {
    const problem = problems({ GOOGLE_PRIVATE_KEY });
    expect(problem).toContain('GOOGLE_PRIVATE_KEY must be the whole private_key');
    expect(problem).not.toContain(GOOGLE_PRIVATE_KEY.slice(0, 60).split('\n')[1] ?? 'AIza');
  });
});

describe('the service account', () => {
  const read = (environment: Environment) =>
    serviceAccount(valuesFor(settings, { ...document, ...environment }));

  it.each(['GOOGLE_SERVICE_ACCOUNT', 'GOOGLE_SERVICE_ACCOUNT_EMAIL', 'GOOGLE_CLIENT_EMAIL'])(
    'is named by %s',
    async (name) => {
      expect(await read({ [name]: email, GOOGLE_PRIVATE_KEY: privateKey })).toEqual({
        email,
        key: privateKey,
      });
    },
  );

  it('comes from a JSON key, and is none where nothing is set', async () => {
    const file = join(folder(), 'key.json');
    const key = {
      type: 'service_account',
      client_email: email,
      private_key: privateKey,
      token_uri: 'http://127.0.0.1:1/token',
    };
    await writeFile(file, JSON.stringify(key));
    const account = { email, key: privateKey, tokenUrl: 'http://127.0.0.1:1/token' };
    expect(await read({ GOOGLE_APPLICATION_CREDENTIALS: file })).toEqual(account);
    expect(await read({})).toBeUndefined();
  });

  it.each([
    [{ GOOGLE_SERVICE_ACCOUNT: email }, 'GOOGLE_PRIVATE_KEY is not set'],
    [{ GOOGLE_PRIVATE_KEY: privateKey }, 'GOOGLE_SERVICE_ACCOUNT is not set'],
  ])('is not half of one: %#', async (environment, message) => {
    await expect(read(environment)).rejects.toMatchObject({
      code: 'setup.settings',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['absent', undefined, 'it does not exist'],
    ['no JSON', privateKey, 'client_email'],
    ['of a person', '{"type":"authorized_user","client_id":"x"}', 'client_email'],
    [
      'damaged',
      JSON.stringify({ client_email: email, private_key: 'x' }),
      'private_key is damaged',
    ],
  ])('in a file that is %s says so', async (name, content, message) => {
    const file = join(folder(), `${name}.json`);
    if (content !== undefined) await writeFile(file, content);
    await expect(read({ GOOGLE_APPLICATION_CREDENTIALS: file })).rejects.toMatchObject({
      code: 'setup.google-docs.key-file',
      message: expect.stringContaining(message),
    });
  });

  it('must be an address', () => {
    expect(problems({ GOOGLE_SERVICE_ACCOUNT: '{"type":"service_account"}' })).toContain(
      'must be the address',
    );
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Environment } from '../../../../src/core/settings/settings.ts';
import plugin from '../../../../src/plugins/prompt/google-docs/index.ts';
import { testWorld, valuesFor, type Says } from '../../openai/loopback.ts';
import {
  apiError,
  documentId,
  email,
  grantError,
  notShared,
  privateKey,
  startGoogle,
  type FakeGoogle,
} from './fake.ts';
import { document, heading, paragraph, plain, tab } from './fixtures.ts';

const live = new AbortController().signal;
const account = {
  GOOGLE_SERVICE_ACCOUNT: email,
  GOOGLE_PRIVATE_KEY: privateKey.replaceAll('\n', String.raw`\n`),
};

let fake: FakeGoogle;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-gdocs-'));
  fake = await startGoogle(plain('Курс стоит 35 000 ₸.'));
});
afterEach(async () => {
  await fake[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The plugin's prompt, asked directly. */
async function fetched(environment: Environment, signal = live): Promise<string> {
  const values = valuesFor(plugin.settings, {
    GOOGLE_DOCS_ID: documentId,
    GOOGLE_API_URL: fake.url,
    ...environment,
  });
  const prompt = await plugin.create(values, { ...testWorld(), dataFolder: folder });
  const { text } = (await prompt.fetch?.(signal)) ?? { text: '' };
  return text;
}

/** What the plugin throws, with everything that is printed of it. */
async function failure(
  environment: Environment = account,
): Promise<Record<string, unknown> & { suggestions: string[] }> {
  const error: unknown = await fetched(environment).catch((thrown: unknown) => thrown);
  return error as Record<string, unknown> & { suggestions: string[] };
}

describe('with a service account', () => {
  it('all tabs are read, with a token for reading alone', async () => {
    fake.google.document = document(
      tab([heading(1, 'Цены')], { title: 'A' }),
      tab([paragraph('10–20')], { title: 'B' }),
    );
    expect(await fetched(account)).toBe('# A\n\n## Цены\n\n# B\n\n10–20');
    expect(fake.asked()).toEqual(['POST /token', `GET /v1/documents/${documentId}`]);
  });

  it('a JSON key is enough, and says where tokens are had', async () => {
    const keyFile = join(folder, 'key.json');
    const google = {
      client_email: email,
      private_key: privateKey,
      token_uri: 'https://oauth2.googleapis.com/token',
    };
    for (const key of [google, { ...google, token_uri: `${fake.url}/token` }]) {
      await writeFile(keyFile, JSON.stringify(key));
      expect(await fetched({ GOOGLE_APPLICATION_CREDENTIALS: keyFile })).toBe(
        'Курс стоит 35 000 ₸.',
      );
    }
  });

  const disabled = apiError(
    403,
    'PERMISSION_DENIED',
    'Google Docs API has not been used in project 123 before or it is disabled.',
    [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'SERVICE_DISABLED',
        metadata: {
          activationUrl:
            'https://console.developers.google.com/apis/api/docs.googleapis.com/overview?project=123',
        },
      },
    ],
  );

  it.each<[string, Says, string, string]>([
    ['not shared', notShared, 'setup.google-docs.not-shared', email],
    [
      'deleted',
      apiError(404, 'NOT_FOUND', 'Requested entity was not found.'),
      'setup.google-docs.not-found',
      'GOOGLE_DOCS_ID',
    ],
    [
      'a Word file',
      apiError(400, 'FAILED_PRECONDITION', 'This operation is not supported'),
      'setup.google-docs.not-a-document',
      'Save as',
    ],
    [
      'behind a disabled API',
      disabled,
      'setup.google-docs.api-disabled',
      'overview?project=123 and wait',
    ],
    [
      'refused with 401',
      apiError(401, 'UNAUTHENTICATED', 'Invalid credentials'),
      'setup.google-docs.key',
      'new JSON key',
    ],
    [
      'behind a quota',
      apiError(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'),
      'service.google-docs.rate-limit',
      'PROMPT_REFRESH',
    ],
    [
      'behind a quota of old',
      {
        status: 403,
        body: { error: { code: 403, errors: [{ reason: 'userRateLimitExceeded' }] } },
      },
      'service.google-docs.rate-limit',
      'PROMPT_REFRESH',
    ],
    ['cut off', { line: 'cut' }, 'service.google-docs.unreachable', 'HTTPS_PROXY'],
    ['never answered', { line: 'drop' }, 'service.google-docs.unreachable', 'HTTPS_PROXY'],
  ])('a document that is %s has its own words, at once', async (_name, says, code, advice) => {
    fake.google.instead.document = says;
    const error = await failure();
    expect(error).toMatchObject({ code });
    expect(error.suggestions.join(' ')).toContain(advice);
    expect(fake.asked()).toHaveLength(2);
  });

  it.each([
    [apiError(503, 'UNAVAILABLE', 'x'), 'service.google-docs.unavailable'],
    [{ body: 'hello' }, 'service.google-docs.answer'],
    [{ body: {} }, 'service.google-docs.answer'],
    [
      { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
      'service.google-docs.unreachable',
    ],
  ])('an answer that is none may pass by itself: %#', async (says, code) => {
    fake.google.instead.document = says;
    expect(await failure()).toMatchObject({ code, retryable: true });
  });

  it('the pause that Google asks for is kept', async () => {
    fake.google.instead.document = {
      ...apiError(429, 'RESOURCE_EXHAUSTED', 'x'),
      headers: { 'retry-after': '120' },
    };
    expect(await failure()).toMatchObject({ retryAfterMs: 120_000, status: 429 });
  });

  it('the pause is also understood as a date', async () => {
    fake.google.instead.document = {
      ...apiError(429, 'RESOURCE_EXHAUSTED', 'x'),
      headers: { 'retry-after': 'Thu, 01 Jan 2099 00:00:00 GMT' },
    };
    expect(Number((await failure())['retryAfterMs'])).toBeGreaterThan(3_600_000);
  });

  it.each([
    [
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values',
      'clock',
      'Set the clock',
    ],
    ['Invalid JWT Signature.', 'key', 'new JSON key'],
    ['Invalid grant: account not found', 'key', 'new JSON key'],
  ])('no token because of "%s" has its own words', async (description, name, advice) => {
    fake.google.instead.token = grantError(description);
    const error = await failure();
    expect(error).toMatchObject({ code: `setup.google-docs.${name}` });
    expect(error.suggestions.join(' ')).toContain(advice);
    expect(fake.asked()).toEqual(['POST /token']);
  });

  it('a fault of the token endpoint is tried no more than once', async () => {
    fake.google.instead.token = { status: 500, body: 'x' };
    expect(await failure()).toMatchObject({ code: 'service.google-docs.unavailable' });
    expect(fake.asked()).toEqual(['POST /token']);
  });

  it('an error shows neither the key nor the token nor what Google wrote', async () => {
    fake.google.instead.document = apiError(
      403,
      'PERMISSION_DENIED',
      `No access for ya29.a0-token to ${documentId} said Google`,
    );
    const error = await failure();
    const shown = JSON.stringify([error, error['message'], error['cause']]);
    for (const secret of ['ya29', 'PRIVATE', 'said Google', documentId])
      expect(shown).not.toContain(secret);
  });

  it('a wait ends with the signal, for its reason', async () => {
    fake.google.instead.token = { line: 'hang' };
    const stop = new AbortController();
    const reading = fetched(account, stop.signal);
    await expect.poll(() => fake.asked(), { timeout: 30_000 }).toHaveLength(1);
    stop.abort(new Error('stopped'));
    await expect(reading).rejects.toThrow('stopped');
  });
});

describe('without credentials', () => {
  it('a document shared by its link is read as Google exports it', async () => {
    const picture = `[image1]: <data:image/png;base64,${'A'.repeat(5000)}>`;
    fake.google.exported = [
      '\uFEFF# **Цены** {#цены}',
      '',
      '1\\. Курс \\#1: 35 000 ₸ \\- всё включено\\!  ',
      '* чай   ',
      '![][image1]',
      '\\{\\{name\\}\\} [сайт](https://a.kz/a_b)',
      '',
      '',
      picture,
    ].join('\r\n');
    expect(await fetched({})).toBe(
      '# Цены\n\n1. Курс #1: 35 000 ₸ - всё включено!\n* чай\n\n{{name}} [сайт](https://a.kz/a_b)',
    );
    expect(fake.heard[0]?.path).toBe(`/document/d/${documentId}/export?format=md`);
  });

  it('plain text is taken where Markdown cannot be had', async () => {
    fake.google.exported = '\uFEFFЦены\r\n\r\n\r\n\r\n35 000 ₸';
    fake.google.instead.md = { status: 400, body: '<html>Bad Request</html>' };
    expect(await fetched({})).toBe('Цены\n\n35 000 ₸');
  });

  it.each<[string, Says | undefined, string]>([
    ['private', undefined, 'setup.google-docs.not-shared'],
    [
      'private, with a status',
      { status: 401, body: '<html></html>' },
      'setup.google-docs.not-shared',
    ],
    ['deleted', { status: 404, body: '<html></html>' }, 'setup.google-docs.not-found'],
    [
      'asked for too often',
      { status: 429, body: '<html></html>' },
      'service.google-docs.rate-limit',
    ],
    [
      'far too large',
      { body: 'x'.repeat(33 * 1024 * 1024), headers: { 'content-type': 'text/plain' } },
      'setup.google-docs.too-large',
    ],
    ['out of reach', { line: 'drop' }, 'service.google-docs.unreachable'],
  ])('one that is %s says so', async (_name, says, code) => {
    if (says) fake.google.instead.md = says;
    const error = await failure({});
    expect(error).toMatchObject({ code });
    if (code.endsWith('not-shared')) expect(error.suggestions[0]).toContain('Anyone with the link');
  });
});

describe('the check', () => {
  const check = async (environment: Environment) => {
    const values = valuesFor(plugin.settings, {
      GOOGLE_DOCS_ID: documentId,
      GOOGLE_API_URL: fake.url,
      ...environment,
    });
    return plugin.check?.(values, testWorld(), live);
  };

  it('says how large the document is and what is unfinished in it', async () => {
    fake.google.document = plain('Курс стоит XXX ₸.');
    expect(await check(account)).toMatchObject([
      { level: 'ok', message: 'The Google document has 17 characters, about 6 tokens' },
      { message: 'The Google document: line 1 seems unfinished: XXX' },
    ]);
  });

  it('rejects with what is wrong and what to do', async () => {
    await expect(check({})).rejects.toMatchObject({ code: 'setup.google-docs.not-shared' });
    fake.google.document = plain('');
    await expect(check(account)).rejects.toMatchObject({
      code: 'setup.prompt',
      message: expect.stringContaining('it is empty'),
    });
    await expect(check({ GOOGLE_SERVICE_ACCOUNT: email })).rejects.toMatchObject({
      code: 'setup.settings',
    });
  });
});

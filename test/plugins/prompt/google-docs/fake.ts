import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { docs_v1 } from '@googleapis/docs';
import { startLoopback, type Heard, type Loopback, type Says } from '../../openai/loopback.ts';

export const documentId = '1AbC_dEf-0123456789';
export const email = 'wabot@my-project.iam.gserviceaccount.com';

/** A key such as Google gives to a service account. */
export const privateKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

const publicKey = createPublicKey(privateKey);
const accessToken = 'ya29.a0-token';

/** An error as Google's APIs write it. */
export function apiError(
  code: number,
  status: string,
  message: string,
  details: object[] = [],
): Says {
  return {
    status: code,
    body: {
      error: {
        code,
        message,
        status,
        errors: [{ message, domain: 'global', reason: 'forbidden' }],
        details,
      },
    },
  };
}

export const notShared = apiError(403, 'PERMISSION_DENIED', 'The caller does not have permission');

export function grantError(description: string): Says {
  return { status: 400, body: { error: 'invalid_grant', error_description: description } };
}

/** What the other side has: each may be changed while it runs. */
export interface Google {
  document: docs_v1.Schema$Document;
  /** What the public export gives; undefined while the document is private. */
  exported: string | undefined;
  /** What is said in the place of a token, of the document, of the export in a format. */
  instead: { token?: Says; document?: Says; md?: Says };
}

export interface FakeGoogle extends Loopback {
  url: string;
  google: Google;
  /** What was asked for, as `POST /token`, without queries. */
  asked(): string[];
}

/** Google on loopback: token endpoint, documents.get and the public export, as far as a reader of one document sees them. */
export async function startGoogle(document: docs_v1.Schema$Document): Promise<FakeGoogle> {
  const google: Google = { document, exported: undefined, instead: {} };
  const loopback = await startLoopback((heard) => answer(heard, google, url));
  const url = new URL(loopback.baseUrl).origin;
  const asked = (): string[] =>
    loopback.heard.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
  return Object.assign(loopback, { url, google, asked });
}

function answer(heard: Heard, google: Google, url: string): Says {
  const { pathname, searchParams } = new URL(heard.path, url);
  if (heard.method === 'POST' && pathname === '/token')
    return google.instead.token ?? token(heard, `${url}/token`);
  if (pathname === `/v1/documents/${documentId}`)
    return google.instead.document ?? read(heard, searchParams, google);
  if (pathname === `/document/d/${documentId}/export`)
    return exported(searchParams.get('format') ?? '', google, url);
  if (pathname === '/exported')
    return {
      body: google.exported ?? '',
      headers: { 'content-type': 'text/x-markdown; charset=utf-8' },
    };
  if (pathname === '/signin')
    return { body: '<!doctype html><html><title>Google Docs: Sign-in</title></html>' };
  return apiError(404, 'NOT_FOUND', 'Requested entity was not found.');
}

function token({ body }: Heard, audience: string): Says {
  const form = new URLSearchParams(body.toString('utf8'));
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return { status: 400, body: { error: 'unsupported_grant_type' } };
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  if (
    !verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claims}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    )
  )
    return grantError('Invalid JWT Signature.');
  const { iss, aud, scope, iat, exp } = JSON.parse(
    Buffer.from(claims, 'base64url').toString(),
  ) as Record<string, unknown>;
  const wrong =
    iss !== email ||
    aud !== audience ||
    scope !== 'https://www.googleapis.com/auth/documents.readonly';
  if (wrong || Number(exp) - Number(iat) > 3600)
    return grantError('Invalid grant: account not found');
  return { body: { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' } };
}

/** Without the flag the API gives the first tab alone, in the document's own body. */
function read({ headers }: Heard, query: URLSearchParams, { document }: Google): Says {
  if (headers.authorization !== `Bearer ${accessToken}`)
    return apiError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
  if (query.get('suggestionsViewMode') !== 'PREVIEW_WITHOUT_SUGGESTIONS') return notShared;
  if (query.get('includeTabsContent') === 'true') return { body: document };
  const { tabs = [], ...rest } = document;
  return { body: { ...rest, ...tabs[0]?.documentTab } };
}

function exported(format: string, { exported: text, instead }: Google, url: string): Says {
  if (format === 'md' && instead.md) return instead.md;
  if (text === undefined) return { status: 302, headers: { location: `${url}/signin` } };
  return { status: 307, headers: { location: `${url}/exported` } };
}

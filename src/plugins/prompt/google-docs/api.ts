import type { docs_v1 } from '@googleapis/docs';
import type { World } from '../../../core/kinds/plugin.ts';
import { toGoogleDocsError } from './errors.ts';
import { exchange, isSuccess } from '../../google/exchange.ts';
import { brokenLine, failedAnswer, Refused } from '../../google/failure.ts';
import type { ServiceAccount } from '../../google/service-account.ts';

/** Google's token endpoint, to which its client writes whatever the key says. */
const googleTokenUrl = 'https://oauth2.googleapis.com/token';
const scope = 'https://www.googleapis.com/auth/documents.readonly';

export type GoogleDocument = docs_v1.Schema$Document;

export interface ApiParts extends Pick<World, 'fetch' | 'now'> {
  account: ServiceAccount;
  /** In the place of Google's own addresses. */
  apiUrl: string | undefined;
}

/**
 * Reads a document through the API as a service account, as it stands without anybody's suggestions. Rejects with a
 * WabotError, or with the signal's reason.
 */
export async function readDocument(
  id: string,
  { account, apiUrl, fetch, now }: ApiParts,
  signal: AbortSignal,
): Promise<GoogleDocument> {
  const { auth, docs } = await import('@googleapis/docs');
  const tokenUrl = tokenUrlOf(account, apiUrl);
  // A client for each read: it is made in no time, and never holds a token that has run out.
  const jwt = new auth.JWT({
    email: account.email,
    key: account.key,
    scopes: [scope],
    additionalClaims: { aud: tokenUrl },
    transporterOptions: {
      fetchImplementation: oneWayOut({ fetch, now }, tokenUrl, signal),
      retryConfig: { retry: 0 },
    },
  });
  const client = docs({
    version: 'v1',
    auth: jwt,
    retry: false,
    universeDomain: 'googleapis.com',
    ...(apiUrl === undefined ? {} : { rootUrl: `${apiUrl}/` }),
  });
  try {
    const { data } = await client.documents.get({
      documentId: id,
      includeTabsContent: true,
      suggestionsViewMode: 'PREVIEW_WITHOUT_SUGGESTIONS',
    });
    return documentOf(data);
  } catch (thrown) {
    signal.throwIfAborted();
    throw toGoogleDocsError(refusalIn(thrown) ?? brokenLine(thrown), { email: account.email });
  }
}

function tokenUrlOf(
  { tokenUrl = googleTokenUrl }: ServiceAccount,
  apiUrl: string | undefined,
): string {
  return tokenUrl === googleTokenUrl && apiUrl !== undefined ? `${apiUrl}/token` : tokenUrl;
}

/** A body that is not the JSON it should be comes as a text. */
function documentOf(data: unknown): GoogleDocument {
  if (typeof data === 'object' && data !== null && ('tabs' in data || 'body' in data))
    return data as GoogleDocument;
  throw new Refused({ status: 200, grant: '', text: '' });
}

/**
 * The fetch of Google's client: the bot's own, with its proxy, its deadlines and this signal; only what matters of the
 * client's request is passed on.
 */
function oneWayOut(
  { fetch, now }: Pick<World, 'fetch' | 'now'>,
  tokenUrl: string,
  signal: AbortSignal,
): World['fetch'] {
  return async (input, { method = 'GET', headers, body } = {}) => {
    const address = input instanceof Request ? input.url : String(input);
    const url = address === googleTokenUrl ? tokenUrl : address;
    const plainBody = body instanceof URLSearchParams ? body.toString() : body;
    const asked = {
      url,
      method,
      headers: Object.fromEntries(new Headers(headers)),
      redirect: 'error' as const,
    };
    const answer = await exchange(fetch, plainBody ? { ...asked, body: plainBody } : asked, signal);
    if (!isSuccess(answer)) throw new Refused(failedAnswer(answer, now()));
    return new Response(answer.bytes, {
      status: answer.status,
      headers: { 'content-type': answer.contentType },
    });
  };
}

/** Google's client wraps what its fetch throws. */
function refusalIn(thrown: unknown, depth = 0): Refused['failure'] | undefined {
  if (thrown instanceof Refused) return thrown.failure;
  return thrown instanceof Error && depth < 5 ? refusalIn(thrown.cause, depth + 1) : undefined;
}

import type { World } from '../../../core/kinds/plugin.ts';
import { toGoogleDocsError } from './errors.ts';
import { exchange, isPage, isSuccess, type Answered } from '../../google/exchange.ts';
import { brokenLine, failedAnswer } from '../../google/failure.ts';

const googleDocsUrl = 'https://docs.google.com';

/** What the export is asked for, in this order: Markdown keeps headings, lists and tables. */
const formats = ['md', 'txt'] as const;

export interface ExportDependencies extends Pick<World, 'fetch' | 'now'> {
  /** In the place of Google's own address. */
  apiUrl: string | undefined;
}

/**
 * A document that is shared with anyone who has the link, as the text that Google exports. Rejects with a WabotError, or
 * with the signal's reason.
 */
export async function readExport(
  id: string,
  parts: ExportDependencies,
  signal: AbortSignal,
): Promise<string> {
  for (const format of formats) {
    const answer = await ask(id, format, parts, signal);
    if (isPage(answer)) throw toGoogleDocsError({ status: 403, grant: '', text: '' }, 'anyone');
    if (isSuccess(answer)) return new TextDecoder().decode(answer.bytes);
    // An export that does not know a format says 400; there is another one to try.
    if (answer.status !== 400 || format === formats.at(-1))
      throw toGoogleDocsError(asNotShared(answer, parts.now()), 'anyone');
  }
  return '';
}

async function ask(
  id: string,
  format: string,
  { fetch, apiUrl }: ExportDependencies,
  signal: AbortSignal,
): Promise<Answered> {
  try {
    return await exchange(
      fetch,
      { url: `${apiUrl ?? googleDocsUrl}/document/d/${id}/export?format=${format}` },
      signal,
    );
  } catch (thrown) {
    signal.throwIfAborted();
    throw toGoogleDocsError(brokenLine(thrown), 'anyone');
  }
}

/** To a stranger a private document looks like one that asks who they are. */
function asNotShared(answer: Answered, now: number): ReturnType<typeof failedAnswer> {
  const failure = failedAnswer(answer, now);
  return failure.status === 401 ? { ...failure, status: 403 } : failure;
}

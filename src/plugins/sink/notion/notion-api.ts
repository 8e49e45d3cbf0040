import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { callJson, type JsonAnswer, type JsonCall, type Unanswered } from '../../json-call.ts';
import { oddAnswer, sinkError, type SinkRefusal, type SinkFaults } from '../sink-error.ts';

/** Speaks of data sources. */
export const newVersion = '2025-09-03';

/** Knows databases with one source only; what stands for Notion at some companies has no other. */
export const oldVersion = '2022-06-28';

export type NotionVersion = typeof newVersion | typeof oldVersion;

export interface NotionConnection {
  token: string;
  /** With the version in its path, without a slash at its end. */
  apiUrl: string;
  world: Pick<World, 'fetch' | 'now'>;
}

export const notionFaults: SinkFaults = {
  code: 'notion',
  name: 'Notion',
  setting: 'NOTION_TOKEN',
  // Its queries lag behind what was written.
  settleMs: 10_000,
  reads,
};

/** A call of Notion's API (https://developers.notion.com/reference). Rejects only with the signal's reason. */
export function callNotion(
  { token, apiUrl, world }: NotionConnection,
  version: NotionVersion,
  { path, method = 'POST', body }: Pick<JsonCall, 'method'> & { path: string; body?: object },
  signal: AbortSignal,
): Promise<JsonAnswer | Unanswered> {
  return callJson(
    world,
    {
      url: `${apiUrl}/${path}`,
      method,
      headers: { authorization: `Bearer ${token}`, 'notion-version': version },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      longest: 512 * 1024,
    },
    signal,
  );
}

/** The object in an answer of success. Throws the ServiceError of any other. */
export function notionObject(answered: JsonAnswer | Unanswered): UnknownObject {
  const { status } = answered;
  if (status === undefined || status < 200 || status > 299) throw sinkError(notionFaults, answered);
  const found = fieldsOf(answered.body);
  if (typeof found['object'] !== 'string') throw oddAnswer(notionFaults, status);
  return found;
}

/** Whether an answer says that the service does not know the version. */
export function refusesVersion({ status, body }: JsonAnswer): boolean {
  const { code, message } = fieldsOf(body);
  return (
    status === 400 &&
    (code === 'missing_version' ||
      (code === 'validation_error' &&
        typeof message === 'string' &&
        /notion-version/i.test(message)))
  );
}

/** What its codes say beyond the status. */
function reads({ status, body }: JsonAnswer): SinkRefusal | undefined {
  const { code } = fieldsOf(body);
  if (code === 'conflict_error' || status === 409)
    return { code: 'conflict', says: 'is busy with this page', passes: true };
  if (code === 'object_not_found')
    return {
      code: 'not-found',
      says: 'does not show the database to the connection',
      advice:
        'Open the database in Notion, ••• → Connections, add the connection, and check NOTION_DATABASE_ID.',
    };
  if (code === 'restricted_resource')
    return {
      code: 'rights',
      says: 'does not let the connection write',
      advice: 'Give the connection the rights to read, insert and update content.',
    };
  if (code === 'validation_error')
    return {
      code: 'refused',
      says: 'does not take the page',
      advice:
        'See what the database allows: a free workspace may be full, or a property may have changed its type.',
    };
  return undefined;
}

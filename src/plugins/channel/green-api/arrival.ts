import type { Arrival } from '../../../core/kinds/arrival.ts';
import { ServiceError, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { Client } from './client.ts';
import type { Sleeper } from './deadline.ts';
import type { ChannelValues } from './settings.ts';
import { ask, askState } from './state.ts';
import { compareSettings } from './webhook.ts';

/** What of GREEN-API's settings keeps every message away, and how many wait there. */
export async function lookAtArrival(
  values: ChannelValues,
  client: Client,
  pause: Sleeper,
  signal: AbortSignal,
): Promise<Arrival> {
  // What an instance without an account says of its settings is not documented.
  if (!(await askState(client, pause, signal)).ready) return { problems: [] };
  const fields = await ask('getSettings', client, pause, signal);
  const waiting = await countWaiting(client, pause, signal);
  return { problems: obstacles(fields, values), ...(waiting === undefined ? {} : { waiting }) };
}

function obstacles(fields: UnknownObject, values: ChannelValues): Arrival['problems'] {
  if (typeof fields['webhookUrl'] !== 'string') return [];
  // What the owner writes is no customer's message.
  const found = compareSettings({ ...fields, outgoingMessageWebhook: 'yes' }, values);
  return found.filter(({ level }) => level === 'problem');
}

/** Not every server has the method. */
async function countWaiting(
  client: Client,
  pause: Sleeper,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    const { count } = await ask('getWebhooksCount', client, pause, signal);
    return typeof count === 'number' ? count : undefined;
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

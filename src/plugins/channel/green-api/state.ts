import { ServiceError, fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { ChannelState } from '../../../core/kinds/channel.ts';
import { askedPause } from '../../../core/plugin-api/limits.ts';
import type { Client } from './client.ts';
import type { Sleeper } from './deadline.ts';
import { invalidResponse } from './errors.ts';
import { readState } from './notification.ts';

const timeoutMs = 20_000;

/** Two askers within a second are enough for a refusal. */
const mostTries = 3;

/** Asks a method that may be asked once a second; a refusal for that is waited out. */
export async function ask(
  name: string,
  client: Client,
  pause: Sleeper,
  signal: AbortSignal,
): Promise<UnknownObject> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { body } = await client.call({ verb: 'GET', name, timeoutMs }, signal);
      if (fieldsOf(body) !== body) throw invalidResponse();
      return fieldsOf(body);
    } catch (error) {
      const refused = error instanceof ServiceError && error.status === 429;
      if (!refused || tries === mostTries) throw error;
      await pause(Math.min(5000, askedPause(error) ?? 0), signal);
    }
  }
}

/** The account's state; an instance that only says that it is starting is a state, too. */
export async function askState(
  client: Client,
  pause: Sleeper,
  signal: AbortSignal,
): Promise<ChannelState> {
  try {
    const fields = await ask('getStateInstance', client, pause, signal);
    if (!('stateInstance' in fields)) throw invalidResponse();
    return readState(fields['stateInstance']);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'service.green-api.not-ready')
      return { ready: false, detail: 'starting' };
    throw error;
  }
}

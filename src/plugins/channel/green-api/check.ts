import { plural, shortPhone } from '../../../core/plugin-api/texts.ts';
import { ServiceError, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { fine, problem, warning, type Finding } from '../../../core/kinds/finding.ts';
import type { Client } from './client.ts';
import type { Sleeper } from './deadline.ts';
import { messengerById, messengerOf, type Messenger } from './messenger.ts';
import type { ChannelValues } from './settings.ts';
import { ask, askState } from './state.ts';
import { compareSettings } from './webhook.ts';

/** With so many notifications in the queue the bot does not keep up, or does not hear them at all. */
const longQueue = 100;

/** Looks at the instance: its state, its settings where they would keep the bot deaf or mute, and what waits there. */
export async function checkInstance(
  values: ChannelValues,
  client: Client,
  pause: Sleeper,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { ready, detail } = await askState(client, pause, signal);
  if (!ready) return [notReady(values, messengerById(values.idInstance), detail)];
  const [fields, queue] = await Promise.all([
    ask('getSettings', client, pause, signal),
    checkQueue(client, pause, signal),
  ]);
  return [
    account(values, fields),
    ...compareSettings(fields, values),
    ...checkDelay(fields),
    queue,
  ];
}

function notReady({ idInstance }: ChannelValues, messenger: Messenger, detail: string): Finding {
  const advice = messenger.advice.get(detail) ?? 'Check it in the GREEN-API console.';
  const found = problem(
    `GREEN-API instance ${idInstance} (${messenger.title}) is ${detail}`,
    advice,
  );
  return detail === 'starting' ? { ...found, passing: true } : found;
}

function account({ idInstance }: ChannelValues, fields: UnknownObject): Finding {
  const messenger = messengerOf(fields['typeInstance']) ?? messengerById(idInstance);
  const { wid } = fields;
  const number = typeof wid === 'string' && wid !== '' ? `, account ${shortPhone(wid)}` : '';
  return fine(`GREEN-API instance ${idInstance} (${messenger.title}) is authorized${number}`);
}

/** What waits in the vendor's queue goes out even where a person has taken the chat over meanwhile. */
const longDelayMs = 1_000;

function checkDelay({ delaySendMessagesMilliseconds: delay }: UnknownObject): Finding[] {
  if (typeof delay !== 'number' || delay <= longDelayMs) return [];
  return [
    warning(
      `GREEN-API waits ${delay / 1000} s between two messages: what it has already taken may still arrive after you have written yourself`,
      'Set delaySendMessagesMilliseconds to 1000 or less in the GREEN-API console.',
    ),
  ];
}

/** Not every server has the method, and the bot works without it. */
async function checkQueue(client: Client, pause: Sleeper, signal: AbortSignal): Promise<Finding> {
  try {
    const { count } = await ask('getWebhooksCount', client, pause, signal);
    if (typeof count !== 'number') return warning('the length of the queue cannot be read');
    const message = `${plural(count, 'notification waits', 'notifications wait')} in the queue`;
    if (count < longQueue) return fine(message);
    return warning(
      message,
      'Check whether wabot serve runs and its address can be reached: GREEN-API forgets them after a day.',
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ServiceError)) throw error;
    return warning(`the length of the queue cannot be read: ${error.message}`);
  }
}

import { fine, problemOf, warning, type Finding } from '../../../core/kinds/finding.ts';
import type { Model } from '../../../core/kinds/model.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { lostTurnError } from './errors.ts';

interface Place {
  address: string;
  secret: string | undefined;
  token: string | undefined;
}

/** Looks whether somebody is at the address, without a turn: what is asked there changes nothing. Rejects with the signal's reason. */
export async function checkWebhook(
  { address, secret, token }: Place,
  { fetch }: Pick<World, 'fetch'>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const { host, pathname } = new URL(address);
  try {
    const { body } = await fetch(address, { method: 'OPTIONS', redirect: 'manual', signal });
    await body?.cancel();
  } catch (error) {
    signal.throwIfAborted();
    return [problemOf(lostTurnError(error))];
  }
  return [
    fine(`turns go to ${host}, where somebody answers`),
    ...(pathname.includes('/webhook-test/')
      ? [
          warning(
            'WABOT_MODEL_WEBHOOK is an address of n8n for trying out, which hears one call',
            'Take the production address of the node, and switch the workflow on.',
          ),
        ]
      : []),
    ...(secret === undefined && token === undefined
      ? [
          warning(
            'turns are not signed: who receives them cannot tell that they come from this bot',
            'Set WABOT_MODEL_SECRET, and let the receiver check it; n8n checks WABOT_MODEL_TOKEN by itself.',
          ),
        ]
      : []),
  ];
}

/** Posts a turn that is marked as a trial (`may_act: false`), and sees what comes. Rejects with a ServiceError. */
export async function tryTurn(
  model: Model,
  { now }: Pick<World, 'now'>,
  signal: AbortSignal,
): Promise<Finding[]> {
  const begun = now();
  const question = {
    shared: 'Answer with one word.',
    chat: '',
    messages: [{ role: 'customer', text: 'Hi' } as const],
  };
  const { text } = await model.answer(question, signal);
  return [
    fine(`a turn for trial was answered after ${now() - begun} ms (${text.length} characters)`),
  ];
}

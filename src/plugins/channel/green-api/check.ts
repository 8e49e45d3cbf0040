import { ServiceError } from '../../../core/errors.ts';
import type { Finding } from '../../../core/plugin.ts';
import type { Client } from './client.ts';
import type { Pause } from './deadline.ts';
import type { Fields } from './fields.ts';
import type { ChannelValues } from './settings.ts';
import { ask, askState } from './state.ts';
import { withoutScheme } from './webhook-token.ts';

/** What to do about a state other than `authorized`. */
const stateAdvice: ReadonlyMap<string, string> = new Map([
  ['notAuthorized', 'Link the phone in the GREEN-API console (QR code); replies wait meanwhile.'],
  ['starting', 'Wait up to five minutes; if it lasts longer, reboot the instance in the GREEN-API console.'],
  ['blocked', 'WhatsApp has blocked this number: it cannot send any more.'],
  ['suspended', 'WhatsApp restricts this number for a while: send less and wait.'],
  ['yellowCard', 'WhatsApp suspects spam: send less, then reboot the instance in the GREEN-API console.'],
]);

/** Looks at the instance: its state, and its settings where they would keep the bot deaf or mute. */
export async function checkInstance(values: ChannelValues, client: Client, pause: Pause, signal: AbortSignal): Promise<Finding> {
  try {
    const { ready, detail } = await askState(client, pause, signal);
    const name = `GREEN-API instance ${values.idInstance}`;
    const advice = stateAdvice.get(detail) ?? 'Look at it in the GREEN-API console.';
    if (!ready) return { ok: false, message: `${name} is ${detail}`, suggestions: [advice] };
    const fields = await ask('getSettings', client, pause, signal);
    const problems = settingProblems(fields, values);
    return {
      ok: problems.length === 0,
      message: `${name} is authorized; ${delivery(fields)}`,
      suggestions: [...problems, ...hints(fields, values)],
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, suggestions: error.suggestions };
  }
}

function webhookHost(fields: Fields): string | undefined {
  const { webhookUrl } = fields;
  if (typeof webhookUrl !== 'string' || webhookUrl === '') return undefined;
  return URL.canParse(webhookUrl) ? new URL(webhookUrl).host : 'an address that is no URL';
}

function delivery(fields: Fields): string {
  const host = webhookHost(fields);
  return host === undefined ? 'no webhook URL is set, so messages are fetched (--poll)' : `messages go to ${host}`;
}

/** Settings that keep messages away from the bot. */
function settingProblems(fields: Fields, { webhookToken }: ChannelValues): string[] {
  const problems: string[] = [];
  if (fields['incomingWebhook'] !== 'yes')
    problems.push('Switch on notifications about incoming messages (incomingWebhook) in the GREEN-API console.');
  const { webhookUrlToken } = fields;
  if (webhookHost(fields) !== undefined && typeof webhookUrlToken === 'string' && !sameToken(webhookUrlToken, webhookToken)) {
    problems.push(
      'Make webhookUrlToken in the GREEN-API console and GREEN_API_WEBHOOK_TOKEN the same: calls are refused otherwise.',
    );
  }
  return problems;
}

function sameToken(theirs: string, ours: string | undefined): boolean {
  return ours === undefined || withoutScheme(theirs) === withoutScheme(ours);
}

/** Settings that the bot can live with. */
function hints(fields: Fields, { webhookToken }: ChannelValues): string[] {
  const found: string[] = [];
  if (webhookHost(fields) !== undefined && webhookToken === undefined) {
    found.push(
      'Set a webhookUrlToken in the GREEN-API console and GREEN_API_WEBHOOK_TOKEN: without it anybody can send messages in.',
    );
  }
  if (fields['outgoingAPIMessageWebhook'] !== 'yes') {
    found.push(
      'Switch on notifications about messages sent by API (outgoingAPIMessageWebhook): without them a reply may go out twice after a crash.',
    );
  }
  return found;
}

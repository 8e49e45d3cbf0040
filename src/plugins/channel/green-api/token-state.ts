import { SetupError } from '../../../core/plugin-api/failures.ts';
import { fine, problem, warning, type Finding } from '../../../core/kinds/finding.ts';
import type { WebhookState } from '../../../core/kinds/webhook-setup.ts';
import type { ChannelValues } from './settings.ts';
import { goodLength, proofOf, withoutScheme } from './webhook-token.ts';

type Ours = Pick<ChannelValues, 'webhookToken' | 'poll' | 'openWebhook'>;

const advice =
  'Put a long random word into GREEN_API_WEBHOOK_TOKEN (wabot init writes one where there is none), then run wabot webhook set with the address.';

/** Whether the vendor proves itself with our token; what stands before the token does not matter. */
export function tokenState(theirs: string, ours: string | undefined): WebhookState['token'] {
  if (theirs === '') return 'none';
  return ours !== undefined && withoutScheme(theirs) === withoutScheme(ours) ? 'ours' : 'another';
}

/** How callers of the webhook prove that they are the vendor, which brings messages to `url` (empty: nowhere). */
export function checkToken(url: string, theirs: WebhookState['token'], ours: Ours): Finding[] {
  const proof = proofOf(ours.webhookToken);
  if (proof === 'none') return ours.poll ? [] : [withoutProof(url, ours)];
  const guessed = `GREEN_API_WEBHOOK_TOKEN is shorter than ${goodLength} characters and may be guessed`;
  // Calls to an address that must go before messages can be fetched are not ours to prove.
  return [
    ...(url === '' || ours.poll ? [] : [compared(theirs)]),
    ...(proof === 'weak' ? [warning(guessed, advice)] : []),
  ];
}

function withoutProof(url: string, { openWebhook }: Ours): Finding {
  if (openWebhook) {
    return warning(
      'webhook calls are accepted without a token (WABOT_OPEN_WEBHOOK): anyone can impersonate your customers',
      advice,
    );
  }
  const message =
    'GREEN_API_WEBHOOK_TOKEN is missing or shorter than 8 characters: webhook calls are accepted from this machine only';
  return url === '' || isOnThisMachine(url)
    ? warning(message, advice)
    : problem(`${message}, so those of GREEN-API are refused`, advice);
}

function isOnThisMachine(url: string): boolean {
  return URL.canParse(url) && /^(?:127\.[\d.]+|localhost|\[::1\])$/.test(new URL(url).hostname);
}

function compared(theirs: WebhookState['token']): Finding {
  if (theirs === 'ours') return fine('webhookUrlToken is ours');
  const differs =
    theirs === 'none'
      ? 'webhookUrlToken is not set'
      : 'webhookUrlToken and GREEN_API_WEBHOOK_TOKEN are not the same';
  return problem(
    `${differs}: the calls are refused`,
    'Make them the same: wabot webhook set with the address.',
  );
}

/** Why no address is set up with this token; undefined when one may be. Without any, only where everybody is to be believed. */
export function unfitToken({ webhookToken, openWebhook }: Ours): SetupError | undefined {
  if (proofOf(webhookToken) === 'strong' || (webhookToken === undefined && openWebhook))
    return undefined;
  const lacks =
    webhookToken === undefined ? 'is missing' : `is shorter than ${goodLength} characters`;
  const suggestions = [
    'Put a long random word into GREEN_API_WEBHOOK_TOKEN: wabot init writes one where there is none, and so does `openssl rand -hex 24`.',
  ];
  return new SetupError(
    'webhook-token',
    `GREEN_API_WEBHOOK_TOKEN ${lacks}: anyone could impersonate your customers`,
    {
      suggestions,
    },
  );
}

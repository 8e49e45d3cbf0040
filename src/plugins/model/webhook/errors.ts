import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
} from '../../../core/plugin-api/failures.ts';
import { privateAddressCode } from '../../../core/plugin-api/network.ts';
import { unanswered } from '../../json-call.ts';

const setting = 'WABOT_MODEL_WEBHOOK';
const place = 'The address of WABOT_MODEL_WEBHOOK';

/** A post without an answer: it may have been taken, unless it never left. */
export function lostTurnError(error: unknown): ServiceError {
  const { network, neverLeft } = unanswered(error);
  const label = network === undefined ? '' : ` (${network})`;
  const trouble = certificateTrouble(network);
  if (trouble)
    return new ServiceError(
      'model-webhook.certificate',
      `${place} ${saysOfCertificate[trouble]}${label}`,
      { retryable: false, suggestions: [certificateAdvice(trouble, setting)] },
    );
  if (network === privateAddressCode)
    return new ServiceError(
      'model-webhook.private',
      `The address of WABOT_MODEL_WEBHOOK is in an inner network, which its name does not say`,
      {
        retryable: false,
        suggestions: [`If that is meant, write its inner name or number into WABOT_MODEL_WEBHOOK.`],
      },
    );
  return new ServiceError(
    'model-webhook.unreachable',
    `${place} cannot be reached, or the connection was lost${label}`,
    {
      retryable: true,
      outcomeUnknown: !neverLeft,
      suggestions: [`Check WABOT_MODEL_WEBHOOK, and whether what receives there runs.`],
    },
  );
}

/** Refusals of 4xx that may come after the turn was taken: too late, taken before, at work. */
const mayBeTaken: ReadonlySet<number> = new Set([408, 409, 423, 425, 499]);

/** Of redirects these say that the turn was not taken there; others may lead to what came of it. */
const moved: ReadonlySet<number> = new Set([301, 307, 308]);

/** The error of an answer that is no success. */
export function statusError(status: number, retryAfterMs: number | undefined): ServiceError {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429)
    return new ServiceError(
      'model-webhook.rate-limit',
      `The address of WABOT_MODEL_WEBHOOK asks to slow down`,
      {
        status,
        retryable: true,
        ...wait,
      },
    );
  if (status >= 300 && status < 400)
    return new ServiceError(
      'model-webhook.redirect',
      `The address of WABOT_MODEL_WEBHOOK leads elsewhere (HTTP ${status}), where nothing is sent`,
      {
        status,
        retryable: false,
        outcomeUnknown: !moved.has(status),
        suggestions: [`Write the address to which it leads into WABOT_MODEL_WEBHOOK.`],
      },
    );
  if (status < 400 || status >= 500 || mayBeTaken.has(status))
    return new ServiceError(
      'model-webhook.unavailable',
      `The address of WABOT_MODEL_WEBHOOK has a fault at the moment (HTTP ${status})`,
      { status, retryable: true, outcomeUnknown: true, ...wait },
    );
  return new ServiceError(
    'model-webhook.refused',
    `The address of WABOT_MODEL_WEBHOOK does not take turns (HTTP ${status})`,
    { status, retryable: false, suggestions: [adviceFor(status)] },
  );
}

function adviceFor(status: number): string {
  if (status === 401 || status === 403)
    return 'Check that the receiver has the same WABOT_MODEL_SECRET and WABOT_MODEL_TOKEN.';
  return `Check WABOT_MODEL_WEBHOOK: of n8n it is the production address, with POST, of a workflow that is active.`;
}

/** A success without a reply: the turn was taken. */
export function noReplyError(status: number): ServiceError {
  return new ServiceError(
    'model-webhook.no-reply',
    `The address of WABOT_MODEL_WEBHOOK took the turn and sent no reply for the customer (HTTP ${status})`,
    {
      status,
      retryable: true,
      outcomeUnknown: true,
      suggestions: [
        'Let the workflow answer with its reply: in n8n, Respond: Using "Respond to Webhook" Node.',
      ],
    },
  );
}

import {
  ServiceError,
  type ErrorSubject,
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  type CertificateTrouble,
} from '../../core/plugin-api/failures.ts';
import { isOpenAi, keyAdvice, serviceName, type OpenAiAccount } from './account.ts';
import { label, type Failure } from './failure.ts';
import { isSpent } from './spent.ts';
import { isTooLong } from './too-long.ts';

/** One kind of failure: how it is recognised, and what is said about it. */
export interface FailureCase {
  /** The end of the error's code: `service.openai.<name>`. */
  name: string;
  applies(failure: Failure): boolean;
  /** Whether it may pass by itself. */
  retryable?: boolean;
  about?: ErrorSubject;
  /** Completes "<service> …". */
  says(account: OpenAiAccount): string;
  advice?(account: OpenAiAccount): string[];
}

const unknownModelCodes = [
  'model_not_found',
  'model_decommissioned',
  'invalid_model',
  'deploymentnotfound',
];

function isUnknownModel({ status, code, type, text }: Failure): boolean {
  if (unknownModelCodes.includes(code) || unknownModelCodes.includes(type)) return true;
  if (status === 404) return /\bmodels?\b|no endpoints found for/i.test(text);
  return (
    status === 400 &&
    /(?:not a valid|invalid|unknown) model|model\b.{0,80}\b(not found|(?:does )?not exist|not supported|decommissioned)/i.test(
      text,
    )
  );
}

const filterCodes = ['content_filter', 'content_policy_violation', 'data_inspection_failed'];

/** How services refuse a key without 401. */
const wrongKey =
  /\b(?:invalid|incorrect) api[ _-]?key\b|\bapi[ _-]?key (?:is )?(?:not valid|invalid|expired)/i;

function isRefusal(status: number | undefined): boolean {
  return status === 400 || status === 403;
}

/** A certificate does not pass by itself: trying again would cost the customer the whole turn. */
const certificateCases = (Object.keys(saysOfCertificate) as CertificateTrouble[]).map(
  (trouble): FailureCase => ({
    name: 'certificate',
    applies: ({ status, network }) =>
      status === undefined && certificateTrouble(network) === trouble,
    says: () => saysOfCertificate[trouble],
    advice: ({ names }) => [certificateAdvice(trouble, names.baseUrl)],
  }),
);

/** In the order in which they are tried; the service's own code speaks before the status. */
const cases: readonly FailureCase[] = [
  {
    name: 'quota',
    applies: isSpent,
    says: () => 'says that the balance or the spending limit is used up',
    advice: (account) => [
      `Top up the account or raise its limit${isOpenAi(account.baseUrl) ? ' (https://platform.openai.com/settings/organization/billing)' : ''}; the bot continues by itself after that.`,
    ],
  },
  {
    name: 'country',
    applies: ({ code, text }) =>
      code === 'unsupported_country_region_territory' ||
      /country, region, or territory|user location is not supported/i.test(text),
    says: () => 'does not serve the country from which this machine connects',
    advice: ({ names }) => [
      `Run the bot in a supported country, send its traffic through a proxy there (HTTPS_PROXY), or set ${names.baseUrl} to another service.`,
    ],
  },
  {
    name: 'key',
    applies: ({ status, code, text }) =>
      status === 401 || code === 'invalid_api_key' || (isRefusal(status) && wrongKey.test(text)),
    says: () => 'refuses the API key',
    advice: keyAdvice,
  },
  {
    name: 'context',
    applies: isTooLong,
    says: ({ model }) => `says that the question is too long for ${model}`,
    advice: () => [
      'Shorten the prompt, or set WABOT_HISTORY_LIMIT lower; a larger limit of tokens a minute may help, too.',
    ],
  },
  ...certificateCases,
  {
    name: 'model',
    applies: isUnknownModel,
    says: ({ model }) => `has no model ${model}, or it is closed to this key`,
    advice: ({ names }) => [`Set ${names.model} to a model that this account can use.`],
  },
  {
    name: 'filtered',
    applies: ({ code }) => filterCodes.includes(code),
    says: () => 'refuses to answer this dialogue by its content rules',
    advice: () => [
      'Look at the dialogue and at the prompt: something there offends the content rules of the service.',
    ],
  },
  {
    name: 'length',
    applies: ({ status, text }) => status === 400 && /output limit was reached/i.test(text),
    says: () => 'spent all tokens on thinking and wrote no answer',
    advice: () => ['Set OPENAI_MAX_TOKENS higher, or OPENAI_REASONING_EFFORT=none.'],
  },
  {
    name: 'access',
    applies: ({ status }) => status === 403,
    says: ({ model }) => `does not allow this key to use ${model}`,
    advice: ({ names }) => [
      `Give the key of ${names.apiKey} the right to use the model, or take another key.`,
    ],
  },
  {
    name: 'address',
    applies: ({ status }) => status === 404 || status === 405,
    says: () => 'has nothing at this address',
    advice: ({ names }) => [
      `Check ${names.baseUrl}: it usually ends with /v1, and the service must offer what is asked of it.`,
    ],
  },
  {
    name: 'rate-limit',
    applies: ({ status }) => status === 429,
    retryable: true,
    says: () => 'asks to slow down',
  },
  {
    name: 'unreachable',
    applies: ({ status }) => status === undefined,
    retryable: true,
    says: () => 'cannot be reached, or the connection was lost',
    advice: ({ names }) => [
      `Check the network of this machine (DNS, firewall, HTTPS_PROXY) and ${names.baseUrl}.`,
    ],
  },
  // 498: no room at Groq; 499: a proxy gave up.
  {
    name: 'unavailable',
    applies: ({ status = 0 }) => status >= 498 || [408, 409, 425].includes(status),
    retryable: true,
    says: () => 'is overloaded or has a fault',
  },
];

const rest: FailureCase = {
  name: 'request',
  applies: () => true,
  says: () => 'does not accept the request',
  advice: ({ names }) => [
    `Check ${names.model} and the other settings of the model against what the service offers.`,
  ],
};

/**
 * What a failure means for the bot: code, whether it may pass, when to try again and what to do. `special` cases are
 * tried first. Nothing that the service wrote gets into the error, and no cause.
 */
export function toOpenAiError(
  failure: Failure,
  account: OpenAiAccount,
  special: readonly FailureCase[] = [],
): ServiceError {
  const found = [...special, ...cases].find((each) => each.applies(failure)) ?? rest;
  return new ServiceError(
    `openai.${found.name}`,
    `${serviceName(account)} ${found.says(account)}${label(failure)}`,
    {
      retryable: found.retryable ?? false,
      suggestions: found.advice?.(account) ?? [],
      ...(found.about === undefined ? {} : { about: found.about }),
      ...(failure.status === undefined ? {} : { status: failure.status }),
      ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
    },
  );
}

/** An answer of success that holds no answer: passes by itself as a rule. */
export function malformedAnswer(account: OpenAiAccount): ServiceError {
  return new ServiceError('openai.malformed', `${serviceName(account)} sent an invalid response`, {
    retryable: true,
  });
}

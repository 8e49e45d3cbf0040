import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  type CertificateTrouble,
} from '../../../core/plugin-api/failures.ts';
import type { Failure } from './failure.ts';

/** One thing that a failure may be. */
interface FailureCase {
  /** The end of the code: `service.green-api.<name>`. */
  name: string;
  applies(failure: Failure): boolean;
  /** Whether it may pass by itself. */
  retryable?: boolean;
  /** The shortest sensible pause, in milliseconds, where the vendor names none. */
  pauseMs?: number;
  /** A status 400 would say that this one message is refused, where really the account is at fault. */
  hidesStatus?: boolean;
  /** Completes "GREEN-API …". */
  says: string;
  advice?: string;
}

function says400(pattern: RegExp): FailureCase['applies'] {
  return ({ status, text }) => status === 400 && pattern.test(text);
}

const consoleAdvice =
  'Compare with the instance in the GREEN-API console (https://console.green-api.com).';

/** The line reached somebody who does not prove to be GREEN-API; nothing was said to them. */
const certificateCases = (Object.keys(saysOfCertificate) as CertificateTrouble[]).map(
  (trouble): FailureCase => ({
    name: 'certificate',
    applies: ({ status, network }) =>
      status === undefined && certificateTrouble(network) === trouble,
    says: saysOfCertificate[trouble],
    advice: certificateAdvice(trouble, 'GREEN_API_URL'),
  }),
);

/** In the order in which they are tried. */
const cases: readonly FailureCase[] = [
  ...certificateCases,
  {
    name: 'webhook-set',
    applies: says400(/custom webhook ?url/i),
    hidesStatus: true,
    says: 'delivers the messages of this instance to a webhook URL, so they cannot be fetched as well',
    advice: 'Clear the webhook URL (wabot webhook clear), or leave out --poll and WABOT_POLL.',
  },
  {
    name: 'account',
    applies: says400(/\bexpired\b|\bdeleted\b/i),
    hidesStatus: true,
    says: 'says that the instance has expired or was deleted',
    advice:
      'Renew the instance in the GREEN-API console, or set GREEN_ID_INSTANCE and GREEN_API_TOKEN to another one.',
  },
  {
    name: 'not-ready',
    applies: says400(/starting|not ?authorized/i),
    retryable: true,
    pauseMs: 5000,
    says: 'says that the instance is starting or not linked to a phone',
    advice:
      'If this lasts for more than five minutes, link the phone again in the GREEN-API console (QR code).',
  },
  {
    name: 'address',
    applies: ({ status = 0, text }) =>
      (status >= 300 && status < 400) ||
      status === 404 ||
      status === 405 ||
      (status === 400 && /<html/i.test(text)),
    hidesStatus: true,
    says: 'has nothing at this address',
    advice: `Set GREEN_API_URL to the apiUrl of the instance. ${consoleAdvice}`,
  },
  {
    name: 'token',
    applies: ({ status }) => status === 401,
    says: 'refuses the token',
    advice: `Put the apiTokenInstance of the instance into GREEN_API_TOKEN. ${consoleAdvice}`,
  },
  {
    // It passes by itself, unlike an instance that is not there.
    name: 'suspended',
    applies: ({ status, text }) => status === 403 && /suspended/i.test(text),
    retryable: true,
    pauseMs: 60_000,
    says: 'says that the messenger restricts this account for a while',
    advice:
      'Send less and wait. MAX lets such an account write to people who are saved in its contacts; replies wait meanwhile.',
  },
  {
    name: 'access',
    applies: ({ status }) => status === 403,
    says: 'does not know this instance at this address',
    advice: `Check GREEN_ID_INSTANCE and GREEN_API_URL. ${consoleAdvice}`,
  },
  {
    name: 'rate-limit',
    applies: ({ status }) => status === 429,
    retryable: true,
    pauseMs: 1000,
    says: 'asks to slow down',
  },
  {
    name: 'quota',
    applies: ({ status }) => status === 466,
    says: "says that the tariff's quota is used up",
    advice:
      'The free tariff allows three chats a month: change the tariff in the GREEN-API console, or wait for the first of the month; replies wait meanwhile.',
  },
  {
    name: 'checks',
    applies: ({ status }) => status === 469,
    retryable: true,
    pauseMs: 2 * 60 * 60_000,
    says: 'says that the messenger looks up no more phones for now',
    advice: 'Name people by the ids of their chats, or wait for some hours.',
  },
  {
    name: 'unreachable',
    applies: ({ status }) => status === undefined,
    retryable: true,
    says: 'cannot be reached, or the connection was lost',
    advice:
      'Check the network of this machine (DNS, firewall, HTTPS_PROXY) and GREEN_API_URL; replies wait meanwhile.',
  },
  {
    name: 'unavailable',
    applies: ({ status = 0 }) => status >= 500 || [408, 425, 499].includes(status),
    retryable: true,
    says: 'is overloaded or has a fault',
    advice:
      'Try again in a few minutes; what is due waits meanwhile. GREEN-API tells of its faults in its console.',
  },
];

const rest: FailureCase = {
  name: 'request',
  applies: () => true,
  says: 'does not accept the request',
};

/** What a failure is: the first case that applies, or that the request is not accepted. */
export function caseOf(failure: Failure): FailureCase {
  return cases.find((each) => each.applies(failure)) ?? rest;
}

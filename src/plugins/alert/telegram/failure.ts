import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  ServiceError,
} from '../../../core/plugin-api/failures.ts';
import type { Unanswered } from '../../json-call.ts';

/** A failed call as plain data. `text` is Telegram's own wording, which is never shown. */
export type Failure =
  | (Unanswered & { text: string })
  | {
      status: number;
      text: string;
      retryAfterMs: number | undefined;
      /** The group has become a supergroup with this number. */
      movedTo: string | undefined;
    };

/** What an answer means that is no success: how it is recognised, the end of the code, what is said, what to do. */
interface Case {
  name: string;
  applies(status: number, text: string): boolean;
  says(status: number): string;
  passes?: true;
  advice?: string;
}

const pressStart =
  'Open the chat with your bot in Telegram and press Start (add it to the group, where it is one); `wabot init` then finds TELEGRAM_CHAT_ID.';

/** In the order in which they are tried. */
const cases: readonly Case[] = [
  {
    name: 'rate-limit',
    applies: (status) => status === 429,
    says: () => 'Telegram asks to slow down',
    passes: true,
  },
  {
    name: 'unavailable',
    applies: (status) => status >= 500 || status === 408 || (status >= 200 && status < 300),
    says: (status) => `Telegram has a fault at the moment (HTTP ${status})`,
    passes: true,
  },
  {
    name: 'token',
    applies: (status) => status === 401 || status === 404,
    says: () => 'Telegram does not know the bot of TELEGRAM_BOT_TOKEN',
    advice: 'Copy the token from @BotFather again (/mybots, API Token).',
  },
  {
    name: 'chat',
    applies: (_, text) =>
      /chat not found|user not found|peer_id_invalid|group chat was deleted/.test(text),
    says: () => 'Telegram does not know the chat of TELEGRAM_CHAT_ID',
    advice: pressStart,
  },
  {
    name: 'blocked',
    applies: (status, text) =>
      status === 403 || /deactivated|not enough rights|have no rights/.test(text),
    says: () =>
      'The Telegram bot may not write to the chat of TELEGRAM_CHAT_ID: it was blocked or removed there',
    advice: pressStart,
  },
  {
    name: 'conflict',
    applies: (status) => status === 409,
    says: () => 'Something else receives the messages of this Telegram bot',
    advice: 'Make a bot of its own for alerts: @BotFather, /newbot.',
  },
];

const other: Omit<Case, 'applies'> = {
  name: 'refused',
  says: (status) => `Telegram refuses what was asked (HTTP ${status})`,
  advice: 'Check TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID and TELEGRAM_API_URL: `wabot doctor alerts`.',
};

/** The error of a failure; holds neither the token nor anything of what was sent. */
export function toTelegramError(failure: Failure): ServiceError {
  if (failure.status === undefined) return unreachable(failure);
  const { status, text, retryAfterMs } = failure;
  const {
    name,
    says,
    passes = false,
    advice,
  } = cases.find((each) => each.applies(status, text)) ?? other;
  return new ServiceError(`telegram.${name}`, says(status), {
    status,
    retryable: passes,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(name === 'unavailable' ? { outcomeUnknown: true } : {}),
    ...(advice === undefined ? {} : { suggestions: [advice] }),
  });
}

function unreachable({ network, neverLeft }: Unanswered): ServiceError {
  const label = network === undefined ? '' : ` (${network})`;
  const trouble = certificateTrouble(network);
  if (trouble)
    return new ServiceError(
      'telegram.certificate',
      `Telegram ${saysOfCertificate[trouble]}${label}`,
      {
        retryable: false,
        suggestions: [certificateAdvice(trouble, 'TELEGRAM_API_URL')],
      },
    );
  return new ServiceError(
    'telegram.unreachable',
    `Telegram cannot be reached, or the connection was lost${label}`,
    {
      retryable: true,
      outcomeUnknown: !neverLeft,
      suggestions: [
        'Check the internet connection, and HTTPS_PROXY or TELEGRAM_API_URL where Telegram is blocked.',
      ],
    },
  );
}

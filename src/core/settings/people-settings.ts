import { duration } from './duration.ts';
import { phoneList } from './phone-settings.ts';
import { choice, flag, type Setting } from './settings.ts';

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** How long the bot is silent after a person's words in a chat that was handed to them, where the settings want no pauses; milliseconds. */
export const leastHandoffPauseMs = 2 * 60 * 60 * 1000;

/** A pause: `30m`, `2h`, a bare number of seconds, `0` for none, `forever`; the value is milliseconds, Infinity for the last. */
function pauseLength(
  env: string,
  declaration: { summary: string; default: string },
): Setting<number> {
  return {
    env,
    ...declaration,
    parse(value) {
      if (/^forever$/i.test(value)) return Number.POSITIVE_INFINITY;
      const [, amount, unit = 's'] = /^(\d{1,9})\s*([smhd]?)$/i.exec(value) ?? [];
      if (amount === undefined)
        throw new Error(
          `must be a time such as 30m, 2h or 1d, 0 for never, or forever, not "${value}"`,
        );
      return Number(amount) * (unitMs[unit.toLowerCase()] ?? 1_000);
    },
  };
}

/** Texts with `|` between them. */
function textList(
  env: string,
  declaration: { summary: string; example: string },
): Setting<string[] | undefined> {
  const parse = (value: string): string[] =>
    value
      .split('|')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  return { env, ...declaration, optional: true, parse };
}

/** What becomes of a question that nobody has answered when a pause runs out by time. */
export const pauseEnds = ['silent', 'answer'] as const;
export type PauseEnd = (typeof pauseEnds)[number];

/** How people of the business and the bot share a chat. */
export const peopleSettings = {
  owners: phoneList('WABOT_OWNERS', {
    aliases: ['MANAGER_PHONE_NUMBER'],
    summary:
      'Phones of those who run the business, with commas between them: they are told in the bot’s messenger what needs a person',
    example: '+7 700 123-45-67, +7 701 765-43-21',
  }),
  pauseMs: pauseLength('WABOT_PAUSE', {
    summary:
      'How long the bot is silent in a chat after somebody of the business last wrote there from the phone: 30m, 2h, 1d, or seconds; 0: it is never silent, forever: until it is resumed',
    default: '2h',
  }),
  pauseEnd: choice('WABOT_PAUSE_END', pauseEnds, {
    summary:
      'What becomes of a question that nobody answered when a pause runs out: silent (the bot waits until the customer writes again) or answer',
    default: 'silent',
  }),
  handoffRemindMs: duration('WABOT_HANDOFF_REMIND', {
    summary:
      'After how long without an answer of a person the owners are reminded of a customer who was handed to them, once; only the time counts in which the business is open',
    default: '15m',
  }),
  handoffTtlMs: duration('WABOT_HANDOFF_TTL', {
    summary:
      'After how long without a word of a person the bot answers a customer again who was handed to one; only the time counts in which the business is open',
    default: '12h',
  }),
  pauseOnApi: flag('WABOT_PAUSE_ON_API', {
    summary:
      'Whether a message that another program sends through the same GREEN-API instance silences the bot, too',
    default: 'true',
  }),
  pauseIgnore: textList('WABOT_PAUSE_IGNORE', {
    summary:
      'Texts that the WhatsApp Business app sends by itself, such as its greeting, with | between: they silence nothing',
    example: 'Здравствуйте! Мы скоро ответим.|Сейчас мы закрыты.',
  }),
  operatorVoice: flag('WABOT_OPERATOR_VOICE', {
    summary:
      'Whether voice notes that somebody of the business sends to a customer are transcribed, so that the bot knows what was said',
    default: 'true',
  }),
};

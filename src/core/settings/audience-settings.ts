import { duration } from './duration.ts';
import { phoneList } from './phone-settings.ts';
import { choice, flag, integer, type Setting } from './settings.ts';

/** Whose messages are answered: everybody's, or those of the phones that are named. */
export const audiences = ['all', 'list'] as const;
export type AudienceKind = (typeof audiences)[number];

/** Who is answered, and how much of it. */
export const audienceSettings = {
  audience: choice('WABOT_AUDIENCE', audiences, {
    summary:
      'Who is answered: all, or list (only the phones of WABOT_ALLOW); what others write is not kept',
    default: 'all',
  }),
  allow: phoneList('WABOT_ALLOW', {
    summary: 'Phones that are answered with WABOT_AUDIENCE=list, with commas between them',
    example: '+7 700 123-45-67',
  }),
  block: phoneList('WABOT_BLOCK', {
    summary:
      'Phones that are never answered, with commas between them (also: wabot block); what they write is not kept',
    example: '+7 700 123-45-67',
  }),
  loopGuard: flag('WABOT_LOOP_GUARD', {
    summary:
      'Whether a chat rests for an hour in which another bot answers every message at once, over and over',
    default: 'true',
  }),
  chatHourly: integer('WABOT_CHAT_HOURLY', {
    summary:
      'How many messages an hour are answered in one chat; with more it rests for an hour. 0: no limit',
    default: '60',
    min: 0,
    max: 10_000,
  }),
};

/** What becomes of answers: they are sent, wait for an owner's approval, or are only written down. */
export const chatModes = ['auto', 'draft', 'observe'] as const;

/** Who decides what is sent. */
export const modeSettings = {
  mode: choice('WABOT_MODE', chatModes, {
    summary:
      'What becomes of answers: auto (they are sent), draft (an owner approves each one in the chat with the bot) or observe (nothing is sent; wabot report shows them); for one chat: wabot mode',
    default: 'auto',
  }),
  draftTtlMs: duration('WABOT_DRAFT_TTL', {
    summary:
      'How long a draft waits for an owner before the customer hears that the answer comes later: 90s, 15m, 2h, or seconds',
    default: '2h',
  }),
};

/** Names with commas, spaces or `|` between them. */
function names(
  env: string,
  declaration: { summary: string; example: string },
): Setting<string[] | undefined> {
  const parse = (value: string): string[] => value.split(/[\s,|]+/).filter((name) => name !== '');
  return { env, ...declaration, optional: true, parse };
}

/** What the model may do beside writing. */
export const toolSettings = {
  toolsOff: names('WABOT_TOOLS_OFF', {
    summary: 'Functions that the model must not call, with commas between their names',
    example: 'book,cancel_booking',
  }),
  toolRounds: integer('WABOT_TOOL_ROUNDS', {
    summary: 'How many times in one turn the model may call functions before it has to answer',
    default: '5',
    min: 1,
    max: 20,
  }),
};

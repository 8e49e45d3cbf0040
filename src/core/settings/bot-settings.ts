import { alertSettings } from './alert-settings.ts';
import { consoleSettings } from './console-settings.ts';
import { businessTimeZone, languageList, optionalLanguage } from './business-settings.ts';
import { disclosure } from './disclosure.ts';
import { duration } from './duration.ts';
import { audienceSettings, modeSettings, toolSettings } from './audience-settings.ts';
import { guardSettings } from './guard-settings.ts';
import { bookingSettings, hoursSettings } from './hours-settings.ts';
import { customerSettings, fileSettings, knowledgeSettings } from './knowledge-settings.ts';
import { peopleSettings } from './people-settings.ts';
import { ownerLanguageName } from '../owner-language/index.ts';
import {
  capOrNone,
  choice,
  integer,
  flag,
  optionalDecimal,
  optionalText,
  text,
  type Setting,
  type ValuesOf,
} from './settings.ts';

/** When a note is converted to MP3: only if the service cannot take it, always, or never. */
export const conversions = ['auto', 'mp3', 'never'] as const;
export type Conversion = (typeof conversions)[number];

/** Which answers are spoken. */
export const voiceReplies = ['never', 'when-voice', 'always'] as const;
export type VoiceReply = (typeof voiceReplies)[number];

/** Whether answers are to be spoken to a customer who spoke last, or wrote. */
export function wantsVoice(wish: VoiceReply | undefined, customerSpoke: boolean): boolean {
  return wish === 'always' || (wish === 'when-voice' && customerSpoke);
}

/** How the bot behaves. */
export const botSettings = {
  dataFolder: text('WABOT_DATA', {
    summary: 'Folder of the journal and the memory',
    default: './data',
  }),
  quietMs: integer('WABOT_QUIET_MS', {
    summary:
      'How long a chat must be quiet before it is answered, in milliseconds; 0 answers immediately',
    default: '1500',
    min: 0,
    max: 60_000,
  }),
  quietMaxMs: integer('WABOT_QUIET_MAX_MS', {
    summary: 'Maximum wait for a burst of messages to end, in milliseconds',
    default: '8000',
    min: 0,
    max: 300_000,
  }),
  turnTimeoutMs: integer('WABOT_TURN_TIMEOUT_MS', {
    summary: 'Maximum time for one answer, including transcription and retries, in milliseconds',
    default: '90000',
    min: 100,
    max: 600_000,
  }),
  turnTries: integer('WABOT_TURN_TRIES', {
    summary: 'How many times to try to answer before the customer gets an apology',
    default: '3',
    min: 1,
    max: 20,
  }),
  historyLimit: integer('WABOT_HISTORY_LIMIT', {
    aliases: ['MAX_CHAT_HISTORY'],
    summary: 'How many messages of a chat are remembered, both sides together',
    default: '20',
    min: 0,
    max: 1000,
  }),
  historyTtlMs: duration('WABOT_HISTORY_TTL', {
    aliases: ['CHAT_HISTORY_TTL'],
    summary: 'How long a quiet chat is remembered: 90s, 15m, 24h, 7d, or seconds',
    default: '24h',
  }),
  memoryTimeoutMs: integer('WABOT_MEMORY_TIMEOUT_MS', {
    summary:
      'Maximum time for one call to the memory of chats, in milliseconds; the message waits for it and is retried',
    default: '10000',
    min: 100,
    max: 60_000,
  }),
  summary: flag('WABOT_SUMMARY', {
    summary:
      'Whether messages beyond WABOT_HISTORY_LIMIT are folded into a summary, so that the bot remembers the whole conversation',
    default: 'true',
  }),
  ...customerSettings,
  languages: languageList('WABOT_LANGUAGES', {
    summary: 'Languages of the business, the main one first',
    default: 'ru,kk,en',
  }),
  ownerLanguage: optionalLanguage(ownerLanguageName, {
    summary:
      "Language in which wabot speaks to you: ru, kk or en. If not set: on a terminal the locale's, and in what the bot sends you the first of WABOT_LANGUAGES",
    example: 'ru',
  }),
  timeZone: businessTimeZone,
  ...hoursSettings,
  ...bookingSettings,
  phrases: optionalText('WABOT_PHRASES', {
    summary: "JSON file that replaces the bot's own phrases",
    example: 'phrases.json',
  }),
  disclosure,
  ...audienceSettings,
  ...modeSettings,
  ...toolSettings,
  ...guardSettings,
  ...knowledgeSettings,
  ...fileSettings,
  ...peopleSettings,
  ...alertSettings,
  budgetDay: optionalDecimal('WABOT_BUDGET_DAY', {
    summary: 'Spending cap per day for models and speech, in US dollars; no cap if not set',
    example: '5',
    min: 0.01,
    max: 100_000,
  }),
  budgetChatDay: capOrNone('WABOT_BUDGET_CHAT_DAY', {
    summary:
      'Spending cap per day and chat, in US dollars; if not set, as much as 40 long answers of the model cost at most; 0: no cap',
    example: '0.5',
    min: 0.001,
    max: 100_000,
  }),
  voiceMaxSeconds: integer('WABOT_VOICE_MAX_SECONDS', {
    summary:
      'The longest voice note that is transcribed, in seconds; for longer ones, the customer is asked to send a shorter one',
    default: '300',
    min: 1,
    max: 7200,
  }),
  voiceReply: choice('WABOT_VOICE_REPLY', voiceReplies, {
    summary:
      'Which answers are spoken, as voice notes: never, when-voice (to customers who spoke) or always; what cannot be spoken is sent as text',
    default: 'never',
  }),
  voiceSplit: flag('WABOT_VOICE_SPLIT', {
    summary:
      'Whether longer notes are split at silences and transcribed in parts instead (requires ffmpeg)',
    default: 'false',
  }),
  convert: choice('AUDIO_CONVERT', conversions, {
    summary:
      'Whether to convert voice notes to MP3 before transcription: auto (only if needed), mp3 (always) or never',
    default: 'auto',
  }),
};

/** A word that nobody guesses. */
function adminToken(env: string): Setting<string | undefined> {
  return {
    ...optionalText(env, {
      summary:
        'Token for the page at /console, for GET /test-connection and GET /metrics, 16 characters or more; without it, none exists',
      secret: true,
    }),
    parse(value) {
      if (/^[\x21-\x7e]{16,}$/.test(value)) return value;
      throw new Error(
        'must be a hard-to-guess word of at least 16 Latin letters, digits and signs',
      );
    },
  };
}

/** How `wabot serve` listens. */
export const serverSettings = {
  port: integer('PORT', {
    summary: 'Port of the webhook; 0 chooses a free one',
    default: '8000',
    min: 0,
    max: 65_535,
  }),
  host: text('HOST', { summary: 'Address of the webhook', default: '0.0.0.0' }),
  openWebhook: flag('WABOT_OPEN_WEBHOOK', {
    summary:
      'Whether to accept webhook calls from anyone if no token is set; by default only from this machine',
    default: 'false',
  }),
  poll: flag('WABOT_POLL', {
    summary: 'Fetch messages instead of waiting for the webhook (no public address needed)',
    default: 'false',
  }),
  drainMs: integer('WABOT_DRAIN_MS', {
    summary: 'How long a stop waits for answers in progress, in milliseconds',
    default: '8000',
    min: 0,
    max: 600_000,
  }),
  adminToken: adminToken('WABOT_ADMIN_TOKEN'),
  ...consoleSettings,
};

export type BotValues = ValuesOf<typeof botSettings>;

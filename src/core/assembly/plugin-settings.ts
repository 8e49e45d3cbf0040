import type { Kind } from '../kinds/plugin.ts';
import { text, type Setting } from '../settings/settings.ts';

/** Anyone who names a Redis wants it for everything that can be there. */
const redisWhenNamed = { env: 'REDIS_URL', value: 'redis' };

/** Which plugin serves each kind, by its name; a third party's is named like its folder. */
export const pluginSettings = {
  channel: text('WABOT_CHANNEL', {
    summary: 'Where messages come from and go to',
    default: 'green-api',
  }),
  model: text('WABOT_MODEL', { summary: 'What writes the answers', default: 'openai' }),
  speech: text('WABOT_SPEECH', {
    summary: 'What transcribes voice notes: openai, or whisper-cpp (your own server)',
    default: 'openai',
  }),
  prompt: text('WABOT_PROMPT', {
    summary: 'Where the prompt comes from: file or google-docs',
    default: 'file',
  }),
  memory: text('WABOT_MEMORY', {
    summary:
      'Where chats are remembered: file, redis (the default if REDIS_URL is set), keyv, or memory (lost on restart)',
    default: 'file',
    defaultWith: redisWhenNamed,
  }),
  journal: text('WABOT_JOURNAL', {
    summary:
      'Where accepted messages and due replies are kept: sqlite, or redis (the default if REDIS_URL is set)',
    default: 'sqlite',
    defaultWith: redisWhenNamed,
  }),
  transcoder: text('WABOT_TRANSCODER', {
    summary: 'What converts audio that the speech service does not accept',
    default: 'ffmpeg',
  }),
  voice: text('WABOT_VOICE', {
    summary: 'What speaks answers, if WABOT_VOICE_REPLY asks for it',
    default: 'openai',
  }),
} as const satisfies Record<Kind, Setting<string>>;

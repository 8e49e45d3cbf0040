import type { Kind } from '../kinds/plugin.ts';
import { text, type Setting } from '../settings/settings.ts';

/** Whoever names a Redis wants it for everything that can be there. */
const redisWhenNamed = { env: 'REDIS_URL', value: 'redis' };

/** Which plugin serves each kind, by its name; a third party's is named like its folder. */
export const pluginSettings = {
  channel: text('WABOT_CHANNEL', { summary: 'Where messages come from and go to', fallback: 'green-api' }),
  model: text('WABOT_MODEL', { summary: 'What writes the answers', fallback: 'openai' }),
  speech: text('WABOT_SPEECH', {
    summary: 'What transcribes voice notes: openai, or whisper-cpp (a server of your own)',
    fallback: 'openai',
  }),
  prompt: text('WABOT_PROMPT', {
    summary: 'Where the instructions and the business knowledge come from: file or google-docs',
    fallback: 'file',
  }),
  memory: text('WABOT_MEMORY', {
    summary:
      'Where chats are remembered: file, redis (also without being named, when REDIS_URL is set), keyv, or memory (forgotten at a restart)',
    fallback: 'file',
    fallbackWith: redisWhenNamed,
  }),
  journal: text('WABOT_JOURNAL', {
    summary:
      'Where accepted messages and due replies are kept: sqlite, or redis (also without being named, when REDIS_URL is set)',
    fallback: 'sqlite',
    fallbackWith: redisWhenNamed,
  }),
  transcoder: text('WABOT_TRANSCODER', {
    summary: 'What converts audio that the speech service does not take',
    fallback: 'ffmpeg',
  }),
  voice: text('WABOT_VOICE', { summary: 'What speaks answers, where WABOT_VOICE_REPLY wants it', fallback: 'openai' }),
} as const satisfies Record<Kind, Setting<string>>;

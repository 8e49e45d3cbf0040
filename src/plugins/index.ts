import { kindDefaults, type Catalog, type Kind, type KindDefault } from '../core/kinds/plugin.ts';

/** Anyone who names a Redis wants it for everything that can be there. */
const redisWhenNamed = { env: 'REDIS_URL', value: 'redis' };

/** Which plugin serves each kind where nobody says otherwise. */
const defaults: Readonly<Record<Kind, KindDefault>> = {
  channel: { default: 'green-api' },
  model: {
    default: 'openai',
    // The older bot's word for it.
    defaultWith: { env: 'USE_N8N', value: 'webhook', only: 'true' },
    names:
      'openai, or webhook (a workflow of n8n or Make, or a server of your own; the default if USE_N8N is true)',
  },
  speech: { default: 'openai', names: 'openai, or whisper-cpp (your own server)' },
  prompt: { default: 'file', names: 'file or google-docs' },
  memory: {
    default: 'file',
    defaultWith: redisWhenNamed,
    names: 'file, redis (the default if REDIS_URL is set), keyv, or memory (lost on restart)',
  },
  journal: {
    default: 'sqlite',
    defaultWith: redisWhenNamed,
    names: 'sqlite, or redis (the default if REDIS_URL is set)',
  },
  transcoder: { default: 'ffmpeg' },
  voice: { default: 'openai' },
  calendar: { default: 'table', names: 'table (no account needed) or google' },
};

/** Every built-in plugin by `kind/name`, which is also its folder; each is imported when it is chosen. */
export const builtIn = {
  'alert/telegram': () => import('./alert/telegram/index.ts'),
  'alert/webhook': () => import('./alert/webhook/index.ts'),
  'alert/whatsapp': () => import('./alert/whatsapp/index.ts'),
  'archive/python-redis': () => import('./archive/python-redis/index.ts'),
  'calendar/google': () => import('./calendar/google/index.ts'),
  'calendar/table': () => import('./calendar/table/index.ts'),
  'channel/green-api': () => import('./channel/green-api/index.ts'),
  'journal/redis': () => import('./journal/redis/index.ts'),
  'journal/sqlite': () => import('./journal/sqlite/index.ts'),
  'knowledge/folder': () => import('./knowledge/folder/index.ts'),
  'knowledge/google-sheets': () => import('./knowledge/google-sheets/index.ts'),
  'memory/file': () => import('./memory/file/index.ts'),
  'memory/keyv': () => import('./memory/keyv/index.ts'),
  'memory/memory': () => import('./memory/memory/index.ts'),
  'memory/redis': () => import('./memory/redis/index.ts'),
  'model/openai': () => import('./model/openai/index.ts'),
  'model/webhook': () => import('./model/webhook/index.ts'),
  'prompt/file': () => import('./prompt/file/index.ts'),
  'prompt/google-docs': () => import('./prompt/google-docs/index.ts'),
  'sink/amocrm': () => import('./sink/amocrm/index.ts'),
  'sink/bitrix24': () => import('./sink/bitrix24/index.ts'),
  'sink/google-sheets': () => import('./sink/google-sheets/index.ts'),
  'sink/notion': () => import('./sink/notion/index.ts'),
  'sink/webhook': () => import('./sink/webhook/index.ts'),
  'speech/openai': () => import('./speech/openai/index.ts'),
  'speech/whisper-cpp': () => import('./speech/whisper-cpp/index.ts'),
  'tool/bookings': () => import('./tool/bookings/index.ts'),
  'tool/http': () => import('./tool/http/index.ts'),
  'tool/mcp': () => import('./tool/mcp/index.ts'),
  'tool/requests': () => import('./tool/requests/index.ts'),
  'transcoder/ffmpeg': () => import('./transcoder/ffmpeg/index.ts'),
  'voice/openai': () => import('./voice/openai/index.ts'),
  [kindDefaults]: defaults,
} as const satisfies Catalog;

/** The `wabot:plugins` hook: what this package brings. Packages of others answer the same hook. */
export default function plugins(): Promise<Catalog> {
  return Promise.resolve(builtIn);
}

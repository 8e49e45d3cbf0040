import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { GreenApiSandbox } from '../../src/sandbox/green-api/index.ts';
import type { OpenAiSandbox } from '../../src/sandbox/openai/index.ts';

/** Where the vendors and the bot's folder are. */
interface Places {
  greenApi: GreenApiSandbox;
  openAi: OpenAiSandbox;
  folder: string;
}

/** The environment of a bot between these vendors, with everything that it keeps in the folder. */
export function settingsFor({ greenApi, openAi, folder }: Places): Record<string, string> {
  return {
    GREEN_ID_INSTANCE: String(greenApi.idInstance),
    GREEN_API_TOKEN: greenApi.token,
    GREEN_API_URL: greenApi.url,
    GREEN_API_WEBHOOK_TOKEN: randomBytes(12).toString('hex'),
    OPENAI_BASE_URL: `${openAi.url}/v1`,
    OPENAI_API_KEY: 'a-key-that-looks-like-none',
    WABOT_MEDIA_HOSTS: greenApi.url,
    WABOT_DATA: join(folder, 'data'),
    WABOT_QUIET_MS: '0',
    WABOT_DISCLOSURE: 'false',
    WABOT_LOOKUP_LAG_MS: '600',
    LOG_DIR: join(folder, 'logs'),
    HOST: '127.0.0.1',
    PORT: '0',
    NO_PROXY: '127.0.0.1',
  };
}

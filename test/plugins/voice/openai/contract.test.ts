import { install } from 'undici';
import { beforeAll, describe, it } from 'vitest';
import plugin from '../../../../src/plugins/voice/openai/index.ts';
import { voiceSuite } from '../../../../src/suites/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { key, playVendor } from '../../openai/vendor.ts';
import { voice as recording } from '../../transcoder/ffmpeg/sounds.ts';

beforeAll(() => install());

describe('voice/openai', () => {
  voiceSuite(it, async () => {
    const body = Buffer.from(await recording('ru-human-03'));
    const { loopback, ...played } = await playVendor(() => ({
      body,
      headers: { 'content-type': 'audio/ogg' },
    }));
    const values = valuesFor(plugin.settings, {
      OPENAI_TTS_BASE_URL: loopback.baseUrl,
      OPENAI_TTS_API_KEY: key,
    });
    return { ...played, voice: await plugin.create(values, testWorld()) };
  });
});

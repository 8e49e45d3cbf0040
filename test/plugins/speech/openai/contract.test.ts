import { install } from 'undici';
import { beforeAll, describe, it } from 'vitest';
import plugin from '../../../../src/plugins/speech/openai/index.ts';
import {
  speechSuite,
  type OpenedSpeech,
  type SpeechTrouble,
} from '../../../../src/suites/index.ts';
import { testWorld, valuesFor, type Heard, type Says } from '../../openai/loopback.ts';
import { key, playVendor } from '../../openai/vendor.ts';

const segments = [
  { start: 0, end: 1.5, text: 'Сәлеметсіз бе!' },
  { start: 1.5, end: 4, text: 'Қанша тұрады?' },
];
const text = segments.map((segment) => segment.text).join(' ');

/** As a service answers that gives times where they are asked for. */
function hear({ body }: Heard): Says {
  const isTimed = body.includes('verbose_json');
  return { body: { text, ...(isTimed ? { language: 'kazakh', duration: 4.5, segments } : {}) } };
}

/** The plugin before one service, which is the second one as well where the environment names one. */
async function open(environment: (baseUrl: string) => object = () => ({})): Promise<OpenedSpeech> {
  const nothing = (): Says => ({ body: { text: '' } });
  const { loopback, ...played } = await playVendor<SpeechTrouble>(hear, { nothing });
  const values = valuesFor(plugin.settings, {
    OPENAI_SPEECH_BASE_URL: loopback.baseUrl,
    OPENAI_SPEECH_API_KEY: key,
    ...environment(loopback.baseUrl),
  });
  return { ...played, speech: await plugin.create(values, testWorld()) };
}

beforeAll(() => install());

describe('speech/openai', () => {
  speechSuite(it, () => open());
});

describe('speech/openai with a second service', () => {
  speechSuite(it, () =>
    open((baseUrl) => ({
      OPENAI_SPEECH_FALLBACK_BASE_URL: baseUrl,
      OPENAI_SPEECH_FALLBACK_API_KEY: key,
      OPENAI_SPEECH_FALLBACK_MODEL: 'whisper-large-v3',
    })),
  );
});

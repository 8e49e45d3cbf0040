import { install } from 'undici';
import { beforeAll, describe, it } from 'vitest';
import plugin from '../../../../src/plugins/model/openai/index.ts';
import { modelSuite } from '../../../../src/suites/index.ts';
import { testWorld, valuesFor, type Says } from '../../openai/loopback.ts';
import { key, playVendor } from '../../openai/vendor.ts';

const message = { role: 'assistant', content: 'Курс стоит 15 000 ₸.' };
const usage = {
  prompt_tokens: 20,
  completion_tokens: 9,
  prompt_tokens_details: { cached_tokens: 8 },
};
const answer: Says = {
  body: { model: 'gpt-6-luna-2026', choices: [{ message, finish_reason: 'stop' }], usage },
};

beforeAll(() => install());

describe('model/openai', () => {
  modelSuite(it, async () => {
    const { loopback, ...played } = await playVendor(() => answer);
    const values = valuesFor(plugin.settings, {
      OPENAI_BASE_URL: loopback.baseUrl,
      OPENAI_API_KEY: key,
    });
    return { ...played, model: await plugin.create(values, testWorld()) };
  });
});

import { install } from 'undici';
import { beforeAll, describe, it } from 'vitest';
import plugin from '../../../../src/plugins/model/webhook/index.ts';
import { modelSuite } from '../../../../src/suites/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { playVendor } from '../../openai/vendor.ts';
import { secret, token } from './place.ts';

beforeAll(() => install());

describe('model/webhook', () => {
  modelSuite(it, async () => {
    const { loopback, vendor, close } = await playVendor(() => ({
      body: { reply: 'Курс стоит 15 000 ₸.' },
    }));
    const values = valuesFor(plugin.settings, {
      WABOT_MODEL_WEBHOOK: loopback.baseUrl,
      WABOT_MODEL_SECRET: secret,
      WABOT_MODEL_TOKEN: token,
    });
    return {
      model: await plugin.create(values, testWorld()),
      vendor: { ...vendor, secrets: [secret, secret.slice(6), token] },
      close,
    };
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import plugin from '../../../../src/plugins/prompt/google-docs/index.ts';
import { promptSuite } from '../../../../src/suites/index.ts';
import { testWorld, valuesFor } from '../../openai/loopback.ts';
import { documentId, email, notShared, privateKey, startGoogle } from './fake.ts';
import { plain } from './fixtures.ts';

describe('prompt/google-docs', () => {
  promptSuite(it, async (text) => {
    const folder = await mkdtemp(join(tmpdir(), 'wabot-gdocs-'));
    const { google, url, ...fake } = await startGoogle(plain(text ?? ''));
    if (text === undefined) google.instead.document = notShared;
    const values = valuesFor(plugin.settings, {
      GOOGLE_DOCS_ID: documentId,
      GOOGLE_API_URL: url,
      GOOGLE_SERVICE_ACCOUNT: email,
      GOOGLE_PRIVATE_KEY: privateKey.replaceAll('\n', String.raw`\n`),
    });
    const world = { ...testWorld(), dataFolder: folder };
    const prompt = await plugin.create({ ...values, refreshMs: 20 }, world);
    return {
      prompt,
      source: {
        holds(next) {
          google.instead = {};
          google.document = plain(next);
          return Promise.resolve();
        },
        does(what) {
          google.instead = { document: what === 'silent' ? { line: 'hang' } : notShared };
          return Promise.resolve();
        },
        secrets: [privateKey.split('\n')[1] ?? ''],
      },
      async close() {
        await fake[Symbol.asyncDispose]();
        await rm(folder, { recursive: true });
      },
    };
  });
});

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
} from '../../../src/core/network/certificate-trouble.ts';
import { openNetwork, type Network } from '../../../src/core/network/network.ts';
import { isSendRefused, outcomeOf } from '../../../src/core/delivery/send-failure.ts';
import channel from '../../../src/plugins/channel/green-api/index.ts';
import plugin from '../../../src/plugins/model/openai/index.ts';
import { toGoogleDocsError } from '../../../src/plugins/prompt/google-docs/errors.ts';
import { Listener } from '../../../src/plugins/speech/whisper-cpp/listener.ts';
import { useFolder } from '../../folder.ts';
import { Certificates } from '../redis/certificates.ts';
import { testWorld, valuesFor } from './loopback.ts';

describe('a model server with a certificate that is not trusted', () => {
  const folder = useFolder();
  let server: Server;
  let network: Network;
  beforeAll(async () => {
    const made = new Certificates(folder());
    await made.authority('ca');
    await made.signed('server', 'ca', 'IP:127.0.0.1');
    const [key, cert] = [
      readFileSync(made.path('server.key')),
      readFileSync(made.path('server.crt')),
    ];
    server = createServer({ key, cert }, (_, response) => response.end('{}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    network = await openNetwork({});
  });
  afterAll(async () => {
    await network.close();
    server.close();
  });

  it('is named with the way out, and not tried again', async () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const values = valuesFor(plugin.settings, {
      OPENAI_BASE_URL: `https://127.0.0.1:${port}/v1`,
      OPENAI_API_KEY: 'k',
    });
    const world = { ...testWorld(0), fetch: network.fetch };
    const signal = new AbortController().signal;
    const question = {
      shared: 'x',
      chat: '',
      messages: [{ role: 'customer', text: 'Hi' } as const],
    };
    await expect(
      (await plugin.create(values, world)).answer(question, signal),
    ).rejects.toMatchObject({
      code: 'service.openai.certificate',
      retryable: false,
      oclif: { exit: 3 },
      message: expect.stringMatching(
        /was reached, but its certificate is signed by an unknown authority \(UNABLE_TO_VERIFY/,
      ) as string,
      suggestions: [expect.stringContaining('NODE_EXTRA_CA_CERTS=/path/to/ca.pem') as string],
    });
    expect(await plugin.check?.(values, world, signal)).toMatchObject([
      { level: 'problem', code: 'service.openai.certificate' },
    ]);
  });
});

describe('a certificate that is not to be trusted, of the other services', () => {
  const broken = Object.assign(new Error('tls'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  const world = {
    ...testWorld(0),
    fetch: () => Promise.reject(new TypeError('fetch failed', { cause: broken })),
  };
  const signal = new AbortController().signal;
  const advice = [expect.stringContaining('NODE_EXTRA_CA_CERTS') as string];

  it('is GREEN-API’s: the message did not leave, and waits', async () => {
    const values = valuesFor(channel.settings, {
      GREEN_ID_INSTANCE: '7103000000',
      GREEN_API_TOKEN: 'token',
    });
    const opened = await channel.create(values, world);
    const sending = opened.send({ chat: '77000000000@c.us', text: 'Hi' }, signal);
    const error: unknown = await sending.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'service.green-api.certificate',
      suggestions: advice,
      oclif: { exit: 3 },
    });
    expect([isSendRefused(error), outcomeOf(error)]).toEqual([false, 'unsent']);
  });

  it('is Google’s', async () => {
    const failure = { status: undefined, grant: '', text: '', network: broken.code };
    expect(toGoogleDocsError(failure, 'anyone')).toMatchObject({
      code: 'setup.google-docs.certificate',
      suggestions: advice,
    });
    const other = toGoogleDocsError(
      { ...failure, network: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'anyone',
    );
    expect(other.suggestions).toEqual([expect.stringContaining('login page')]);
  });

  it('is that of whisper.cpp', async () => {
    const listener = new Listener({
      url: 'https://ear.example/inference',
      language: undefined,
      fetch: world.fetch,
    });
    await expect(
      listener.transcribe({ bytes: Buffer.from('x'), format: 'wav' }, {}, signal),
    ).rejects.toMatchObject({
      code: 'service.whisper-cpp.certificate',
      suggestions: advice,
      retryable: false,
      oclif: { exit: 3 },
    });
  });
});

describe('a trouble of TLS', () => {
  it.each([
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      /unknown authority/,
      /NODE_EXTRA_CA_CERTS.*in \.env it comes too late/,
    ],
    ['CERT_HAS_EXPIRED', /not valid today/, /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/, /into X as/],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      /does not speak TLS/,
      /http:\/\/ instead of https:\/\/ into X/,
    ],
  ])('%s is told', (code, says, advice) => {
    const trouble = certificateTrouble(code);
    expect(trouble && saysOfCertificate[trouble]).toMatch(says);
    expect(trouble && certificateAdvice(trouble, 'X')).toMatch(advice);
  });

  it('is none of a lost connection', () => {
    expect([certificateTrouble('ECONNREFUSED'), certificateTrouble(undefined)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

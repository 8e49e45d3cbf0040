import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificateAdvice, certificateTrouble, saysOfCertificate } from '../../../src/core/certificate-trouble.ts';
import { openNetwork, type Network } from '../../../src/core/network.ts';
import plugin from '../../../src/plugins/model/openai/index.ts';
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
    const [key, cert] = [readFileSync(made.path('server.key')), readFileSync(made.path('server.crt'))];
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
    const values = valuesFor(plugin.settings, { OPENAI_BASE_URL: `https://127.0.0.1:${port}/v1`, OPENAI_API_KEY: 'k' });
    const world = { ...testWorld(0), fetch: network.fetch };
    const signal = new AbortController().signal;
    const question = { shared: 'x', chat: '', messages: [{ role: 'customer', text: 'Hi' } as const] };
    await expect((await plugin.create(values, world)).answer(question, signal)).rejects.toMatchObject({
      code: 'service.openai.certificate',
      retryable: false,
      message: expect.stringMatching(
        /was reached, but no authority known here has signed its certificate \(UNABLE_TO_VERIFY/,
      ) as string,
      suggestions: [expect.stringContaining('NODE_EXTRA_CA_CERTS=/path/to/ca.pem') as string],
    });
    expect(await plugin.check?.(values, world, signal)).toMatchObject([{ level: 'problem', code: 'service.openai.certificate' }]);
  });
});

describe('a trouble of TLS', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /no authority known here/, /NODE_EXTRA_CA_CERTS.*in \.env it comes too late/],
    ['CERT_HAS_EXPIRED', /not valid today/, /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/, /into X as/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/, /http:\/\/ instead of https:\/\/ into X/],
  ])('%s is told', (code, says, advice) => {
    const trouble = certificateTrouble(code);
    expect(trouble && saysOfCertificate[trouble]).toMatch(says);
    expect(trouble && certificateAdvice(trouble, 'X')).toMatch(advice);
  });

  it('is none of a line that broke', () => {
    expect([certificateTrouble('ECONNREFUSED'), certificateTrouble(undefined)]).toEqual([undefined, undefined]);
  });
});

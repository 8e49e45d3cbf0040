import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../src/core/errors.ts';
import { openNetwork } from '../../../src/core/network/network.ts';
import { traceOrigins } from '../../../src/core/origins.ts';
import { readProxies } from '../../../src/core/settings/proxy.ts';
import { wabotHere } from '../../cli.ts';

describe('what Node reads when it starts', () => {
  it('is refused in .env, with the reason, and taken from the environment', async () => {
    const name = 'NODE_EXTRA_CA_CERTS';
    const inFile = traceOrigins({ [name]: 'ca.pem' }, { [name]: 'ca.pem' }, { [name]: '.env' });
    const opening = openNetwork(inFile);
    await expect(opening).rejects.toThrow(
      /NODE_EXTRA_CA_CERTS has no effect in \.env: Node reads it when it starts/,
    );
    await expect(opening).rejects.toMatchObject({
      code: 'setup.settings',
      suggestions: [expect.stringContaining('systemd unit')],
    });
    const both = traceOrigins(
      { [name]: 'ca.pem' },
      { [name]: 'ca.pem' },
      { [name]: 'environment' },
    );
    await (await openNetwork(both)).close();
  });
});

describe('the proxies', () => {
  it.each([
    [{}, {}],
    [
      { HTTPS_PROXY: ' http://a.example:3128 ', NO_PROXY: 'x' },
      { https: 'http://a.example:3128', except: 'x' },
    ],
    [
      { http_proxy: 'http://a.example', HTTP_PROXY: 'http://b.example' },
      { http: 'http://a.example' },
    ],
    [{ HTTPS_PROXY: '' }, {}],
  ])('of %j', (environment, expected) => {
    expect(readProxies(environment)).toEqual({
      https: undefined,
      http: undefined,
      except: undefined,
      ...expected,
    });
  });

  it.each([
    [
      { HTTPS_PROXY: 'socks5h://127.0.0.1:1080' },
      /HTTPS_PROXY .*SOCKS needs an HTTP proxy in front/,
    ],
    [{ http_proxy: 'socks://127.0.0.1:1080' }, /http_proxy .*SOCKS/],
    [{ HTTP_PROXY: '127.0.0.1:8888' }, /HTTP_PROXY must be a URL that begins with http/],
    [{ https_proxy: 'proxy' }, /https_proxy must be a URL/],
    [{ HTTPS_PROXY: 'http://127.0.0.1:99999' }, /HTTPS_PROXY must be a URL/],
    [
      { HTTPS_PROXY: 'http://user:100%@127.0.0.1:3128' },
      /HTTPS_PROXY must hold its name and password/,
    ],
  ])('that cannot be used are refused: %j', async (environment, expected) => {
    const opening = openNetwork(environment);
    await expect(opening).rejects.toThrow(expected);
    await expect(opening).rejects.toBeInstanceOf(SetupError);
    await expect(opening).rejects.not.toThrow(/100%@/);
  });

  it.each([
    ['doctor'],
    ['doctor', 'disk'],
    ['chat', '--phone', '77001234567', 'Hi'],
    ['prompts', 'sync'],
    ['transcribe', 'package.json'],
    ['webhook', 'show'],
    ['send', '--phone', '77001234567', 'Hi'],
    ['serve'],
    [
      'init',
      '--yes',
      '--id-instance',
      '1101000001',
      '--token',
      'abc',
      '--openai-key',
      'sk-x',
      '--business',
      'Tea',
    ],
  ])('that cannot be used end %s %s with the words of the settings', async (...args) => {
    const env = {
      HTTPS_PROXY: 'socks5h://127.0.0.1:1080',
      OPENAI_API_KEY: 'sk-x',
      WABOT_PROMPT: 'google-docs',
    };
    const cwd = args[0] === 'transcribe' ? process.cwd() : undefined;
    const ran = await wabotHere(args, { env, ...(cwd === undefined ? {} : { cwd }) });
    expect(ran.error).toMatchObject({
      code: 'setup.settings',
      message: expect.stringContaining('HTTPS_PROXY must be'),
    });
    expect(ran.code).toBe(3);
  });
});

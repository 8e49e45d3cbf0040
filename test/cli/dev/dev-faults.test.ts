import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  breakWorld,
  devFaults,
  readFault,
  type Breakable,
} from '../../../src/cli/dev/dev-faults.ts';
import { startGreenApi } from '../../../src/sandbox/green-api/index.ts';
import { startOpenAi } from '../../../src/sandbox/openai/index.ts';

let world: Breakable;
beforeEach(async () => {
  world = { greenApi: await startGreenApi({ limits: {} }), openAi: await startOpenAi({}) };
});
afterEach(async () => {
  await Promise.all([world.greenApi.close(), world.openAi.close()]);
  vi.restoreAllMocks();
});

async function send(): Promise<number | 'lost'> {
  const { url, idInstance, token } = world.greenApi;
  const body = JSON.stringify({ chatId: '77001234567@c.us', message: 'hi' });
  return fetch(`${url}/waInstance${idInstance}/sendMessage/${token}`, {
    method: 'POST',
    body,
  }).then(
    ({ status }) => status,
    () => 'lost',
  );
}

async function ask(): Promise<number | 'lost'> {
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] });
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
  const call = { method: 'POST', headers, body };
  return fetch(`${world.openAi.url}/v1/chat/completions`, call)
    .then(async (response) => (await response.text(), response.status))
    .catch(() => 'lost' as const);
}

const broken = (...faults: string[]): void => breakWorld(world, faults.map(readFault));

describe('faults of wabot dev', () => {
  it.each([
    ['send-429', 429],
    ['send-500', 500],
    ['send-lost', 'lost'],
  ])('%s spoils every send, or so many', async (name, outcome) => {
    broken(`${name}=2`);
    expect([await send(), await send(), await send()]).toEqual([outcome, outcome, 200]);
    broken(name);
    expect([await send(), await send()]).toEqual([outcome, outcome]);
  });

  it('an answer that is lost is of a message that was sent', async () => {
    broken('send-lost');
    expect(await send()).toBe('lost');
    await world.greenApi.whenDrained();
    expect(world.greenApi.sent).toHaveLength(1);
  });

  it.each([
    ['model-429', 429],
    ['model-500', 500],
    ['model-quota', 429],
    ['model-lost', 'lost'],
  ])('%s spoils answers of the model', async (name, outcome) => {
    broken(`${name}=1`);
    expect([await ask(), await ask()]).toEqual([outcome, 200]);
  });

  it('a part of the calls is spoiled by chance', async () => {
    const dice = vi.spyOn(Math, 'random');
    broken('send-500=5%');
    dice.mockReturnValue(0.049);
    expect(await send()).toBe(500);
    dice.mockReturnValue(0.05);
    expect(await send()).toBe(200);
  });

  it('several go together', async () => {
    broken('send-500=1', 'model-500=1', 'suspended');
    expect([await send(), await ask(), world.greenApi.state]).toEqual([500, 500, 'suspended']);
  });

  it('an account that is logged out for a while is linked again', async () => {
    broken('logged-out=10ms');
    expect(world.greenApi.state).toBe('notAuthorized');
    await vi.waitFor(() => expect(world.greenApi.state).toBe('authorized'));
  });

  it('what is slow takes as long as was said', () => {
    expect(readFault('model-slow=8s').extent).toEqual({ ms: 8000 });
    expect(readFault('send-slow=250ms').extent).toEqual({ ms: 250 });
  });

  it.each([
    [
      'sned-500',
      /no fault sned-500\. Did you mean send-500\? Faults are: send-429, .*speech-500\.$/,
    ],
    ['', /no fault \./],
    ['constructor', /no fault constructor\. Faults are/],
    ['send-500=8s', /not understood: send-500=5% is for a part of the calls/],
    ['send-500=0', /not understood/],
    ['send-500=101%', /not understood/],
    ['send-500=', /not understood/],
    ['logged-out=5%', /logged-out=8s says how long/],
    ['webhook-lost=5%', /webhook-lost=3 is for the first three/],
  ])('tells what is wrong with %j', (text, message) => {
    expect(() => readFault(text)).toThrow(message);
  });

  it('each is told of in the documents', async () => {
    const { readFile } = await import('node:fs/promises');
    for (const path of ['docs/trigger.md', 'docs/ru/trigger.md']) {
      const text = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
      expect(Object.keys(devFaults).filter((name) => !text.includes(`\`${name}`))).toEqual([]);
    }
  });
});

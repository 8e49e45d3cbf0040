import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../../src/core/errors.ts';
import { fine } from '../../../../src/core/kinds/finding.ts';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import type { GreenApiChannel } from '../../../../src/plugins/channel/green-api/channel.ts';
import {
  keepInstancePlaces,
  placesOfInstances,
  readInstancePlaces,
} from '../../../../src/plugins/channel/green-api/instance-places.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { instancesOf } from '../../../../src/plugins/channel/green-api/instances.ts';
import {
  arrivalOfSeveral,
  findingsOfSeveral,
} from '../../../../src/plugins/channel/green-api/several-checks.ts';
import { SeveralInstances } from '../../../../src/plugins/channel/green-api/several-instances.ts';

const base = { GREEN_ID_INSTANCE: '1101000001,3100000001', GREEN_API_TOKEN: 'aaa, bbb' };

function read(
  env: Record<string, string>,
): ReturnType<typeof readSettings<typeof plugin.settings>> {
  return readSettings(plugin.settings, env);
}

function problems(env: Record<string, string>): string[] {
  const { values, problems: own } = read({ ...base, ...env });
  return own.length > 0 ? own : (plugin.problems?.(values) ?? []);
}

describe('settings of several instances', () => {
  it('give each its own values, and one for all where only one stands', () => {
    const { values } = read({
      ...base,
      GREEN_API_WEBHOOK_TOKEN: 'one-for-all',
      GREEN_API_URL: 'https://1101.api.green-api.com/, https://3100.api.green-api.com',
    });
    expect(instancesOf(values)).toMatchObject([
      {
        idInstance: '1101000001',
        token: 'aaa',
        apiUrl: 'https://1101.api.green-api.com',
        webhookToken: 'one-for-all',
      },
      {
        idInstance: '3100000001',
        token: 'bbb',
        apiUrl: 'https://3100.api.green-api.com',
        webhookToken: 'one-for-all',
      },
    ]);
  });

  it('of one leave a webhook token with a comma as it is', () => {
    const env = {
      GREEN_ID_INSTANCE: '1101000001',
      GREEN_API_TOKEN: 'aaa',
      GREEN_API_WEBHOOK_TOKEN: 'a,b',
    };
    expect(problems(env)).toEqual([]);
    expect(instancesOf(read(env).values)).toMatchObject([{ webhookToken: 'a,b' }]);
  });

  it.each([
    [{}, undefined],
    [{ GREEN_API_TOKEN: 'one' }, undefined],
    [
      { GREEN_API_TOKEN: 'a,b,c' },
      'GREEN_API_TOKEN holds 3 values and GREEN_ID_INSTANCE 2: write one for all',
    ],
    [
      { GREEN_API_WEBHOOK_TOKEN: 'a,b,c' },
      'GREEN_API_WEBHOOK_TOKEN holds 3 values and GREEN_ID_INSTANCE 2',
    ],
    [
      { GREEN_API_WEBHOOK_TOKEN: 'long-enough-token,' },
      'GREEN_API_WEBHOOK_TOKEN has an empty value',
    ],
    [{ GREEN_ID_INSTANCE: '1,2,3' }, 'GREEN_API_TOKEN holds 2 values and GREEN_ID_INSTANCE 3'],
    [
      { GREEN_ID_INSTANCE: '1101000001', GREEN_API_TOKEN: 'a,b' },
      'GREEN_API_TOKEN holds 2 values and GREEN_ID_INSTANCE 1',
    ],
    [{ GREEN_ID_INSTANCE: '1101000001,1101000001' }, 'GREEN_ID_INSTANCE names an instance twice'],
    [{ GREEN_ID_INSTANCE: '1101000001,x' }, 'GREEN_ID_INSTANCE must be a number'],
    [
      { GREEN_API_URL: 'https://1101.api.green-api.com' },
      'GREEN_API_URL is the address of instances that begin with 1101',
    ],
    [{ GREEN_API_URL: 'https://api.green-api.com' }, undefined],
    [
      { GREEN_API_URL: 'https://a.example,https://u:p@b.example' },
      'GREEN_API_URL must not hold a name or a password',
    ],
  ])('%o: %s', (env, problem) => {
    const found = problems(env);
    if (problem === undefined) expect(found).toEqual([]);
    else expect(found.join('\n')).toContain(problem);
    expect(found.join('\n')).not.toContain('long-enough');
  });

  it('that are wrong say of callers what there is to say', () => {
    for (const env of [{}, { GREEN_ID_INSTANCE: '1,2' }, { GREEN_ID_INSTANCE: 'x' }])
      expect(plugin.callers?.(read(env).values).proof).toBe('none');
  });

  it('let a caller on whom one of them believes, and are worth as much as the weakest', () => {
    const callers = (
      token: string,
    ): NonNullable<ReturnType<NonNullable<typeof plugin.callers>>> => {
      const { values } = read({ ...base, GREEN_API_WEBHOOK_TOKEN: token });
      const found = plugin.callers?.(values);
      if (!found) throw new Error('no callers');
      return found;
    };
    const strong = callers('first-webhook-token-1,second-webhook-token-2');
    expect(strong.proof).toBe('strong');
    expect(strong.refusal({ authorization: 'Bearer second-webhook-token-2' })).toBeUndefined();
    expect(strong.refusal({ authorization: 'second-webhook-token-3' })).toBeDefined();
    expect(callers('first-webhook-token-1,shortish').proof).toBe('weak');
    expect(callers('first-webhook-token-1,short').proof).toBe('none');
  });
});

describe('the instance whose chats have no mark', () => {
  const [a, b, c] = ['1', '2', '3'];
  it.each([
    ['the first of the first time', [a, b], undefined, a],
    ['stays that in another order', [b, a], { home: a, further: [b] }, a],
    ['is followed by one that is new', [c, b], { home: a, further: [b] }, c],
    ['is none of those that have a mark', [b], { home: a, further: [b] }, a],
    ['is that again when it comes back', [a, b], { home: a, further: [b] }, a],
  ])('%s', (_what, ids, noted, home) => {
    const places = placesOfInstances(ids, noted);
    expect(places.home).toBe(home);
    expect(places.further).not.toContain(home);
  });

  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wabot-places-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is noted once there are two, and read by commands', async () => {
    const data = join(folder, 'data');
    expect(await keepInstancePlaces([a], data)).toEqual({ home: a, further: [] });
    expect(await readInstancePlaces([b, a], data)).toEqual({ home: b, further: [a] });
    expect(await keepInstancePlaces([a, b], data)).toEqual({ home: a, further: [b] });
    expect(await readInstancePlaces([b, a], data)).toEqual({ home: a, further: [b] });
    expect(JSON.parse(await readFile(join(data, 'instances.json'), 'utf8'))).toEqual({
      home: a,
      further: [b],
    });
  });
  it('says what the system says of a note that nobody may read', async () => {
    const data = join(folder, 'unreadable');
    await mkdir(join(data, 'instances.json'), { recursive: true });
    await expect(readInstancePlaces([b, a], data)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it.skipIf(process.geteuid?.() !== 0)(
    'is noted for the user whose folder it is, also by root',
    async () => {
      const data = join(folder, 'of-another');
      await mkdir(data);
      await chown(data, 12_345, 12_345);
      await keepInstancePlaces([a, b], data);
      expect((await stat(join(data, 'instances.json'))).uid).toBe(12_345);
    },
  );

  it.each(['', '{', '{}', '[]', '{"home":7,"further":[]}', '{"home":"7","further":[8]}'])(
    'is not guessed by the order where the note is damaged: %s',
    async (damaged) => {
      const data = join(folder, 'damaged');
      await mkdir(data, { recursive: true });
      await writeFile(join(data, 'instances.json'), damaged);
      for (const places of [readInstancePlaces, keepInstancePlaces]) {
        const failed = await places([b, a], data).catch((error: unknown) => error);
        expect(failed).toBeInstanceOf(SetupError);
        expect(failed).toMatchObject({ suggestions: [expect.stringContaining('backup')] });
      }
      expect(await readFile(join(data, 'instances.json'), 'utf8')).toBe(damaged);
    },
  );
});

describe('a look at several instances', () => {
  const each = instancesOf(read(base).values);
  const refused = new ServiceError('green-api.refused', 'The token is refused', {
    retryable: false,
    suggestions: ['Copy it again.'],
  });

  it('that fails at one names it, and tells what was found at the others', async () => {
    const found = await findingsOfSeveral(each, async ({ idInstance }) => {
      if (idInstance === '1101000001') throw refused;
      return [fine('it works')];
    });
    expect(found).toMatchObject([
      {
        level: 'problem',
        message: 'instance 1101000001: The token is refused',
        suggestions: ['Copy it again.'],
      },
      { level: 'ok', message: 'instance 3100000001: it works' },
    ]);
  });

  it('for what keeps messages away tells of those that can be asked; rejects where none can', async () => {
    const found = await arrivalOfSeveral(each, async ({ idInstance }) => {
      if (idInstance === '1101000001') throw refused;
      return { problems: [fine('deaf')], waiting: 1 };
    });
    expect(found).toEqual({ problems: [fine('instance 3100000001: deaf')] });
    const none = arrivalOfSeveral(each, () => Promise.reject(refused));
    await expect(none).rejects.toBe(refused);
  });
});

it('a chat of an instance that is gone is what its send failed about, and no instance', async () => {
  const several = new SeveralInstances({
    instances: [{ id: '2', channel: {} as GreenApiChannel }],
    home: '1',
    owners: ['77000000002@c.us'],
    log: { debug() {}, info() {}, warn() {}, error() {} },
    pause: async () => {},
  });
  for (const chat of ['77001234567@c.us', '77000000002@c.us#3'])
    await expect(
      several.send({ chat, text: 'Да' }, new AbortController().signal),
    ).rejects.toMatchObject({ about: 'chat', retryable: false });
});

describe('fetching for several instances', () => {
  const refused = new SetupError('token', 'The token is refused');
  const channelOf = (listen: GreenApiChannel['listen']): GreenApiChannel =>
    ({ listen }) as GreenApiChannel;
  const log = { debug() {}, info() {}, warn() {}, error() {} };

  it('goes on while one can be fetched from, also where that one was refused before and nobody has written since', async () => {
    const stopping = new AbortController();
    let [refusals, rests] = [0, 0];
    const later = Promise.withResolvers<void>();
    const healthy = channelOf(async (_accept, signal) => {
      refusals += 1;
      if (refusals === 1) throw refused;
      later.resolve();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    const broken = channelOf(async (_accept, signal) => {
      await later.promise;
      if (!signal.aborted) throw refused;
    });
    const pause = async (): Promise<void> => {
      rests += 1;
      if (rests === 3) stopping.abort();
    };
    const several = new SeveralInstances({
      instances: [
        { id: '1', channel: healthy },
        { id: '2', channel: broken },
      ],
      home: '1',
      owners: [],
      log,
      pause,
    });
    await several.listen(async () => {}, stopping.signal);
    expect(rests).toBe(3);
  });

  it('ends when none can be fetched from', async () => {
    const resting = Promise.withResolvers<void>();
    const listen = (): Promise<void> => Promise.reject(refused);
    const several = new SeveralInstances({
      instances: ['1', '2'].map((id) => ({ id, channel: channelOf(listen) })),
      home: '1',
      owners: [],
      log,
      pause: (_ms, signal) => {
        signal.addEventListener('abort', () => resting.resolve());
        return resting.promise;
      },
    });
    await expect(several.listen(async () => {}, new AbortController().signal)).rejects.toBe(
      refused,
    );
  });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import {
  keepInstancePlaces,
  placesOfInstances,
  readInstancePlaces,
} from '../../../../src/plugins/channel/green-api/instance-places.ts';
import plugin from '../../../../src/plugins/channel/green-api/index.ts';
import { instancesOf } from '../../../../src/plugins/channel/green-api/instances.ts';

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
});

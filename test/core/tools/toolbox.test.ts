import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Deeds } from '../../../src/core/kinds/deeds.ts';
import type { Tool, ToolSource } from '../../../src/core/kinds/tool.ts';
import { openToolbox } from '../../../src/core/tools/open-toolbox.ts';

const live = new AbortController().signal;
const bot = { toolRounds: 5, timeZone: 'Asia/Almaty' };

function source(...names: string[]): ToolSource {
  const tools = names.map((name): Tool => {
    const run = (): Promise<{ value: number }> => Promise.resolve({ value: 1 });
    return { name, description: name, parameters: {}, effect: 'read', run };
  });
  return { list: () => Promise.resolve(tools) };
}

function box(sources: Record<string, ToolSource>, off: string[] = []) {
  const said: string[] = [];
  const say = (event: string): number => said.push(event);
  const log = { info: say, warn: say };
  const tools = new Map(Object.entries(sources));
  const made = openToolbox({ tools, bot: { ...bot, toolsOff: off }, log });
  const names = async (): Promise<string[]> =>
    ((await (await made).toolbox?.tools(live)) ?? []).map(({ name }) => name);
  return { made, names, said };
}

describe('the functions of all plugins', () => {
  it('are sorted by name, whatever gives them, each name once, without those that are off', async () => {
    const one = box({ b: source('slots', 'book'), a: source('cancel', 'book', 'move') }, ['move']);
    const other = box({ a: source('move', 'book', 'cancel'), b: source('book', 'slots') }, [
      'move',
    ]);
    expect(await one.names()).toEqual(['book', 'cancel', 'slots']);
    expect(await other.names()).toEqual(await one.names());
  });

  it('are those of the plugins that can be asked; of another the log says so once, and when it is back', async () => {
    let isAway = true;
    const away = new ServiceError('x', 'away', { retryable: true });
    const flaky: ToolSource = {
      list: (signal) => (isAway ? Promise.reject(away) : source('slots').list(signal)),
    };
    const { names, said } = box({ flaky, own: source('book') });
    expect([await names(), await names()]).toEqual([['book'], ['book']]);
    isAway = false;
    expect(await names()).toEqual(['book', 'slots']);
    expect(said).toEqual(['tools-away', 'tools-back']);
  });

  it('are not there, and nothing is loaded, where no plugin gives any', async () => {
    expect(await box({}).made).toEqual({});
  });

  it('that look into documents alone need no journal, and a write without one does not run', async () => {
    const { toolbox } = await openToolbox({
      tools: new Map(),
      documents: source('search'),
      bot,
      log: { info() {}, warn() {} },
    });
    const deed: Parameters<Deeds['begin']>[0] = {
      key: 'k',
      chat: 'c',
      message: 'm',
      name: 'n',
      args: {},
      at: 1,
    };
    expect(await toolbox?.parts.deeds.begin(deed)).toEqual(deed);
  });
});

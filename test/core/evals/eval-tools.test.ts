import { expect, it } from 'vitest';
import { EvalClock } from '../../../src/core/evals/clock.ts';
import type { Playing } from '../../../src/core/evals/eval-model.ts';
import { evalTools } from '../../../src/core/evals/eval-tools.ts';
import { Recordings } from '../../../src/core/evals/recordings.ts';
import { Troubles } from '../../../src/core/evals/troubles.ts';
import type { Tool, ToolContext } from '../../../src/core/kinds/tool.ts';

const context: ToolContext = {
  key: 'k',
  now: 0,
  timeZone: 'Asia/Almaty',
  language: 'ru',
  customer: { chat: '77000000000@c.us' },
};

it('runs a function outside that only looks, and never one that changes something', async () => {
  const ran: string[] = [];
  const tool = (effect: Tool['effect']): Tool => ({
    name: effect,
    description: '',
    parameters: { type: 'object', properties: {} },
    effect,
    async run() {
      ran.push(effect);
      return { value: 'real' };
    },
  });
  const playing: Playing = {
    source: 'live',
    recordings: await Recordings.of('/nowhere/none.yaml'),
    repetition: 0,
    clock: new EvalClock(0),
    troubles: new Troubles(),
    asked() {},
    busy() {},
    missed() {},
    failed() {},
  };
  const source = { list: () => Promise.resolve([tool('read'), tool('write')]) };
  const { signal } = new AbortController();
  const tools = await evalTools(new Map([['http', source]]), playing, new Map())
    .get('http')
    ?.list(signal);
  const results = tools?.map(({ run }) => run({}, context, signal)) ?? [];
  expect(await Promise.all(results)).toEqual([
    { value: 'real' },
    { value: { accepted: true }, done: true },
  ]);
  expect(ran).toEqual(['read']);
});

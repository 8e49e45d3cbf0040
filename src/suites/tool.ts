import { deepEqual, equal, match, notDeepEqual, ok } from 'node:assert/strict';
import type { JsonObject, Tool, ToolContext, ToolResult, ToolSource } from '../core/kinds/tool.ts';
import { endsWhenAborted, live, refusesAborted, type AbortPatience } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { holdsNone, rejection, serviceRejection } from './rejection.ts';
import { vendorOf, type Served } from './service/vendor.ts';

/** A function of the source, and arguments that it takes. */
export interface TrialCall {
  name: string;
  args: JsonObject;
}

/** A source of functions and the service behind it; the suite closes the source. */
export interface OpenedTools extends Served<'lost' | 'silent'> {
  source: ToolSource;
  /** Calls of which the first only looks. */
  read?: TrialCall;
  /** Changes something; absent where the source has no such function. */
  write?: TrialCall;
  /** How often the other side has done what `write` asks. */
  done?(): number | Promise<number>;
}

/** Makes the source under test, its own for each call. */
export type OpenTools = () => Promise<OpenedTools>;

/** How a tools suite runs, and which troubles its other side cannot have. */
export interface ToolOptions extends AbortPatience {
  without?: readonly ('lost' | 'silent')[];
}

const phone = '77001234567';

function context(key: string): ToolContext {
  const customer = { chat: `${phone}@c.us`, phone, name: 'Айгерим' };
  return { key, now: 1_796_000_000_000, timeZone: 'Asia/Almaty', language: 'ru', customer };
}

async function toolOf({ source }: OpenedTools, { name }: TrialCall): Promise<Tool> {
  const tool = (await source.list(live())).find((each) => each.name === name);
  ok(tool, `${name} is a function of the source`);
  return tool;
}

async function run(place: OpenedTools, call: TrialCall, key = 'k1'): Promise<ToolResult> {
  return (await toolOf(place, call)).run(call.args, context(key), live());
}

const lists: Record<string, Check<OpenedTools>> = {
  async 'gives functions that a model can be told of'({ source }) {
    for (const { name, description, parameters, effect } of await source.list(live())) {
      match(name, /^\w{1,64}$/, 'a name is letters, digits and _');
      ok(description.trim() !== '', `${name} says what it does`);
      equal(parameters['type'], 'object', `${name} takes an object`);
      ok(effect === 'read' || effect === 'write');
    }
  },
  async 'gives the same list as long as nothing changes, and each name once'({ source }) {
    const lines = async (): Promise<string[]> =>
      (await source.list(live())).map((tool) => JSON.stringify(tool));
    deepEqual(await lines(), await lines());
    const names = (await source.list(live())).map(({ name }) => name);
    equal(new Set(names).size, names.length);
  },
};

const calls: Record<string, Check<OpenedTools>> = {
  async 'gives values that can be written as JSON'(place) {
    for (const call of [place.read, place.write]) {
      if (!call) continue;
      const { value, summary = '' } = await run(place, call);
      ok(JSON.stringify(value ?? null).length > 0);
      ok(!summary.includes('\n') && !summary.includes(phone), 'a summary is one line, no phone');
    }
  },
  async 'does what a write asks, and finds it again by its key'(place) {
    const { write } = place;
    if (!write) return;
    const before = (await place.done?.()) ?? 0;
    const result = await run(place, write);
    notDeepEqual(result.done, false, 'the arguments of `write` are taken');
    if (place.done) equal(await place.done(), before + 1, 'it was done once');
    const { find } = await toolOf(place, write);
    if (!find) return;
    ok(await find(write.args, context('k1'), live()), 'it is found by its key');
    equal(await find(write.args, context('k2'), live()), undefined, 'nothing was done by k2');
  },
};

function troubled({ without = [], ...patience }: ToolOptions): Record<string, Check<OpenedTools>> {
  const has = (trouble: 'lost' | 'silent'): boolean => !without.includes(trouble);
  const lost: Record<string, Check<OpenedTools>> = {
    async 'says of a write that it may have been done when the connection is lost'(place) {
      const { write } = place;
      if (!write) return;
      const tool = await toolOf(place, write);
      vendorOf(place).does('lost');
      const failed = serviceRejection(tool.run(write.args, context('k1'), live()));
      const error = await failed;
      ok(error.outcomeUnknown);
      holdsNone(error, [...vendorOf(place).secrets, phone]);
    },
    async 'finds nothing out while the connection is lost'(place) {
      const { write } = place;
      const find = write && (await toolOf(place, write)).find;
      if (!find) return;
      vendorOf(place).does('lost');
      await rejection(find(write.args, context('k1'), live()));
    },
  };
  const silent: Record<string, Check<OpenedTools>> = {
    async 'ends with the reason of its signal'(place) {
      const call = place.read ?? place.write;
      if (!call) return;
      const tool = await toolOf(place, call);
      const going = (signal: AbortSignal): Promise<unknown> =>
        tool.run(call.args, context('k1'), signal);
      await refusesAborted(going, patience);
      const vendor = vendorOf(place);
      vendor.does('silent');
      const before = vendor.calls();
      await endsWhenAborted(going, () => vendor.calls() > before, patience);
    },
  };
  return { ...(has('lost') ? lost : {}), ...(has('silent') ? silent : {}) };
}

/** What every source of functions must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function toolSuite(it: Register, open: OpenTools, options: ToolOptions = {}): void {
  const closing = async (): Promise<OpenedTools> => {
    const place = await open();
    const close = async (): Promise<void> => {
      await place.source.close?.();
      await place.close?.();
    };
    return { ...place, close };
  };
  register(it, { ...lists, ...calls, ...troubled(options) }, closing);
}

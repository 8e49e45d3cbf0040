import { expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import type { Tool, ToolResult, ToolSource } from '../../src/core/kinds/tool.ts';
import { toolSuite, type Register } from '../../src/suites/index.ts';
import { FakeService } from './fake-service.ts';
import { misjudged } from './judge.ts';

interface Place {
  service: FakeService;
  done: string[];
}

type Make = (place: Place) => ToolSource;

const parameters = { type: 'object', properties: { day: { type: 'string' } } };

const call = ({ service }: Place, signal: AbortSignal): Promise<void> =>
  service.call(signal).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError('fake.lost', 'It fails', { retryable: true, outcomeUnknown: true });
  });

function tools(place: Place, changed: Partial<Tool> = {}): [Tool, Tool] {
  const read: Tool = {
    name: 'free_times',
    description: 'Free times.',
    parameters,
    effect: 'read',
    async run(_args, _context, signal) {
      await call(place, signal);
      return { value: ['15:00'] };
    },
    ...changed,
  };
  const write: Tool = {
    ...read,
    name: 'book',
    effect: 'write',
    async run(_args, { key }, signal): Promise<ToolResult> {
      await call(place, signal);
      place.done.push(key);
      return { value: { ok: true }, summary: 'booked' };
    },
    async find(_args, { key }, signal) {
      await call(place, signal);
      return place.done.includes(key) ? { value: { ok: true } } : undefined;
    },
    ...changed,
  };
  return [read, write];
}

const right: Make = (place) => ({ list: () => Promise.resolve(tools(place)) });
const changed =
  (change: Partial<Tool>): Make =>
  (place) => ({ list: () => Promise.resolve(tools(place, change)) });

let count = 0;
const wrong: Record<string, Make> = {
  'gives functions that a model can be told of': changed({ name: 'free times' }),
  'gives the same list as long as nothing changes, and each name once': (place) => ({
    list: () => Promise.resolve(tools(place, { description: `${(count += 1)}` })),
  }),
  'gives values that can be written as JSON': changed({
    run: () => Promise.resolve({ value: 1, summary: 'for 77001234567' }),
  }),
  'does what a write asks, and finds it again by its key': changed({
    find: () => Promise.resolve({ value: 1 }),
  }),
  'says of a write that it may have been done when the connection is lost': changed({
    run: () => Promise.reject(new ServiceError('fake', 'It fails', { retryable: true })),
  }),
  'finds nothing out while the connection is lost': changed({
    find: () => Promise.resolve(undefined),
  }),
  'ends with the reason of its signal': changed({ run: () => new Promise(() => {}) }),
};

const suite = (register: Register, make: Make): void =>
  toolSuite(
    register,
    () => {
      const vendor = new FakeService();
      const place = { service: vendor, done: [] };
      return Promise.resolve({
        source: make(place),
        read: { name: 'free_times', args: { day: 'monday' } },
        write: { name: 'book', args: { day: 'monday' } },
        done: () => place.done.length,
        vendor,
      });
    },
    { patienceMs: 300 },
  );

it('each check of a source of functions fails where the source is wrong', async () => {
  expect(await misjudged(suite, right, wrong)).toEqual([]);
});

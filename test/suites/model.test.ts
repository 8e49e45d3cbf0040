import { expect, it } from 'vitest';
import type { Answer, Model, Question } from '../../src/core/kinds/model.ts';
import { modelSuite, troubles, type Register } from '../../src/suites/index.ts';
import { FakeService, wrongCalls } from './fake-service.ts';
import { misjudged } from './judge.ts';

type Make = (service: FakeService) => Model;

const limits = { model: 'fake', maxOutput: 10 };

async function answer(service: FakeService, signal: AbortSignal): Promise<Answer> {
  await service.call(signal);
  const usage = { input: 5, cached: 2, output: 3 };
  return { text: 'Да.', usage, finish: 'stop', model: 'fake' };
}

const right: Make = (service) => ({ limits, answer: (_, signal) => answer(service, signal) });

/** A model whose answers are changed. */
function answering(change: (answer: Answer, question: Question) => Partial<Answer>): Make {
  return (service) => ({
    limits,
    async answer(question, signal) {
      const answered = await answer(service, signal);
      return { ...answered, ...change(answered, question) };
    },
  });
}

const troubled = Object.entries(wrongCalls(answer)).map(([name, call]): [string, Make] => [
  name,
  (service) => ({ answer: (_, signal) => call(service, signal) }),
]);

const wrong: Record<string, Make> = {
  ...Object.fromEntries(troubled),
  'answers with a text, its usage, how it ended and the model': answering(() => ({ model: '' })),
  'answers every form of dialogue': answering((_, { messages }) =>
    messages[0]?.role === 'bot' ? { text: ' ' } : {},
  ),
  'leaves the question as it is': answering((_, { messages }) => {
    messages.pop();
    return {};
  }),
  'answers several chats at once': (service) => {
    let busy = 0;
    return {
      async answer(_, signal) {
        busy += 1;
        await Promise.resolve();
        if (busy > 1) throw new Error('one at a time');
        busy -= 1;
        return answer(service, signal);
      },
    };
  },
  'answers or calls where functions are offered, and leaves the offers as they are': answering(
    (_, { functions = [] }) =>
      functions.length > 0
        ? { text: '', calls: [{ id: '', name: 'handoff', arguments: '{}' }] }
        : {},
  ),
  'says what it may have taken, where it acts by itself': (service) => ({
    acts: {},
    answer: (_, signal) => answer(service, signal),
  }),
  'names the model and the longest answer where it has limits': answering(({ usage }) => ({
    usage: { ...usage, output: 11 },
  })),
};

const suite = (register: Register, make: Make): void =>
  modelSuite(
    register,
    () => {
      const vendor = new FakeService();
      return Promise.resolve({ model: make(vendor), vendor });
    },
    { patienceMs: 300 },
  );

it('each check of a model fails where the model is wrong', async () => {
  expect(await misjudged(suite, right, wrong)).toEqual([]);
});

it('a model without a service behind it is asked for answers alone', async () => {
  const names: string[] = [];
  modelSuite(
    (name) => names.push(name),
    () => Promise.reject(new Error('not opened')),
    {
      without: troubles,
    },
  );
  expect(names).toHaveLength(7);
});

import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Answer, Model, Question } from '../core/kinds/model.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { serviceRejection } from './rejection.ts';
import { troubleChecks, type ServiceOptions } from './service/trouble-checks.ts';
import { vendorOf, type Served, type Trouble } from './service/vendor.ts';

/** A model and the service behind it. */
export interface OpenedModel extends Served {
  model: Model;
}

/** Makes the model under test, its own for each call, before a service that answers. */
export type OpenModel = () => Promise<OpenedModel>;

const said = 'Сколько стоит курс для Айгерим?';
const asked: Question['messages'] = [{ role: 'customer', text: said }];

/** A question of its own for each call: a wrong model may change it. */
function ask(messages: Question['messages'] = asked): Question {
  return {
    shared: 'You answer the customers of a school.',
    chat: 'The customer writes Russian.',
    messages: structuredClone(messages),
  };
}

/** Dialogues as they come: the bot began it, a customer wrote several times, and what people type. */
const dialogues: Question['messages'][] = [
  [{ role: 'bot', text: 'Добрый день!' }, ...asked],
  [...asked, { role: 'bot', text: '15 000 ₸' }, ...asked],
  [...asked, ...asked, ...asked],
  [{ role: 'customer', text: '👩‍👩‍👧 "</s>" \\u0000 \u202E \uD83D' }],
  [{ role: 'customer', text: 'а'.repeat(4_096) }],
];

const finishes: readonly string[] = [
  'stop',
  'length',
  'filtered',
  'broken',
] satisfies Answer['finish'][];

/** Functions as they are offered, sorted by name. */
const functions: NonNullable<Question['functions']> = ['handoff', 'remember'].map((name) => ({
  name,
  description: `Call it to ${name}.`,
  parameters: {
    type: 'object',
    properties: { reason: { type: 'string' } },
    required: ['reason'],
    additionalProperties: false,
  },
}));

function isAnswer({ text, usage, finish, model, calls }: Answer, offered = false): void {
  ok(typeof text === 'string', 'the text of an answer is a text');
  ok(
    text.trim() !== '' || calls !== undefined,
    'the text of an answer without calls is never empty',
  );
  if (calls !== undefined) {
    ok(offered, 'nothing is called where nothing was offered');
    ok(calls.length > 0, 'calls are left out where there are none');
    equal(new Set(calls.map(({ id }) => id)).size, calls.length, 'each call has its own id');
    for (const { id, name, arguments: given } of calls)
      ok(
        id !== '' && name !== '' && typeof given === 'string',
        'a call has an id, a name and a text',
      );
  }
  ok(finishes.includes(finish), `no such finish: ${finish}`);
  ok(typeof model === 'string' && model !== '', 'an answer names its model');
  const { input, cached, output, written = 0 } = usage;
  for (const count of [input, cached, output, written])
    ok(Number.isInteger(count) && count >= 0, 'usage is counted in whole tokens');
  ok(cached + written <= input, 'what was cached is a part of the input');
}

const basics: Record<string, Check<OpenedModel>> = {
  async 'answers with a text, its usage, how it ended and the model'({ model }) {
    isAnswer(await model.answer(ask(), live()));
  },
  async 'answers every form of dialogue'({ model }) {
    for (const messages of dialogues) isAnswer(await model.answer(ask(messages), live()));
  },
  async 'leaves the question as it is'({ model }) {
    const question = ask();
    await model.answer(question, live());
    deepEqual(question, ask());
  },
  async 'answers several chats at once'({ model }) {
    const answers = Array.from({ length: 5 }, () => model.answer(ask(), live()));
    for (const answer of await Promise.all(answers)) isAnswer(answer);
  },
  async 'answers or calls where functions are offered, and leaves the offers as they are'({
    model,
  }) {
    const question = { ...ask(), functions: structuredClone(functions) };
    isAnswer(await model.answer(question, live()), model.takesFunctions ?? false);
    deepEqual(question, { ...ask(), functions });
  },
  async 'names the model and the longest answer where it has limits'({ model }) {
    const { limits } = model;
    if (limits === undefined) return;
    ok(limits.model !== '', 'limits name the model');
    ok(Number.isInteger(limits.maxOutput) && limits.maxOutput > 0, 'limits are whole tokens');
    deepEqual(model.limits, limits);
    const { usage } = await model.answer(ask(), live());
    equal(usage.output <= limits.maxOutput, true, 'an answer is within its limit');
  },
};

/** After which troubles a model that acts by itself may have taken the turn. */
const mayBeTaken = {
  busy: false,
  key: false,
  refused: false,
  fault: true,
  lost: true,
  malformed: true,
} as const;

/** What holds of a model that acts by itself, in each of these troubles. */
function actingCheck(without: readonly Trouble[]): Check<OpenedModel> {
  return async (place) => {
    const { model } = place;
    if (!model.acts) return;
    for (const [trouble, isUnknown] of Object.entries(mayBeTaken)) {
      if (without.includes(trouble as Trouble)) continue;
      vendorOf(place).does(trouble as Trouble);
      const { outcomeUnknown } = await serviceRejection(model.answer(ask(), live()));
      equal(outcomeUnknown, isUnknown, `whether it may have taken the turn: ${trouble}`);
    }
  };
}

/** What every model must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function modelSuite(it: Register, open: OpenModel, options: ServiceOptions = {}): void {
  const call = ({ model }: OpenedModel, signal: AbortSignal): Promise<Answer> =>
    model.answer(ask(), signal);
  const { without = [] } = options;
  const acting = { 'says what it may have taken, where it acts by itself': actingCheck(without) };
  register(it, { ...basics, ...acting, ...troubleChecks(call, [said], options) }, open);
}

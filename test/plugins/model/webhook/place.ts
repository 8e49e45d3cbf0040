import plugin from '../../../../src/plugins/model/webhook/index.ts';
import type { ActedAnswer, Model, Question } from '../../../../src/core/kinds/model.ts';
import {
  startLoopback,
  testWorld,
  valuesFor,
  type Heard,
  type Says,
} from '../../openai/loopback.ts';

export const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
export const token = 'SeCrEt-word-0123456789';

/** A question of a turn with a past. */
export function question(more: Partial<Question> = {}): Question {
  return {
    shared: 'RULES\n\n<business>\nШкола.\n</business>',
    chat: '# This chat',
    messages: [
      { role: 'customer', text: 'Здравствуйте' },
      { role: 'bot', text: 'Добрый день!' },
      { role: 'customer', text: 'Сколько стоит?' },
      { role: 'customer', text: 'И где вы?' },
    ],
    turn: {
      id: 'wabot_abc',
      customer: { chat: '77001234567@c.us', phone: '77001234567', name: 'Анна' },
      language: 'ru',
      newest: 2,
      mayAct: true,
    },
    ...more,
  };
}

/** The model in front of a server that says this. */
export async function at(
  says: Says | ((heard: Heard) => Says),
  environment: Record<string, string> = { WABOT_MODEL_SECRET: secret },
) {
  const server = await startLoopback(typeof says === 'function' ? says : () => says);
  const values = valuesFor(plugin.settings, {
    WABOT_MODEL_WEBHOOK: server.baseUrl,
    ...environment,
  });
  const model: Model = await plugin.create(values, testWorld(1_796_000_123_456));
  const ask = (asked = question(), signal = new AbortController().signal) =>
    model.answer(asked, signal) as Promise<ActedAnswer>;
  return { model, server, ask, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

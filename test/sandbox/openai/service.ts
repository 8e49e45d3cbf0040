import { readFileSync } from 'node:fs';
import {
  startOpenAi,
  type OpenAiOptions,
  type OpenAiSandbox,
} from '../../../src/sandbox/openai/index.ts';

/** A sandbox that is closed by `await using`. */
export async function openService(
  options: OpenAiOptions = {},
): Promise<{ service: OpenAiSandbox } & AsyncDisposable> {
  const service = await startOpenAi(options);
  return { service, [Symbol.asyncDispose]: () => service.close() };
}

/** The business of the example. */
export const school = readFileSync(new URL('../../../examples/prompt.md', import.meta.url), 'utf8');

/** A system message as the bot composes it. */
export function systemMessage(business: string, language?: string): string {
  const chat = language === undefined ? '' : `\n\nThe customer writes in ${language}.`;
  return `You answer the customers of a business in Russian, Kazakh or English. Never invent a price.\n\n<business>\n${business}\n</business>${chat}`;
}

interface Completion {
  model: string;
  choices: [{ message: { content: string }; finish_reason: string }];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}

/** Posts a chat request with a key. */
export async function post(
  service: OpenAiSandbox,
  body: object | string,
  { path = '/v1/chat/completions', key = 'any' } = {},
): Promise<Response> {
  return fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Asks a question about a business and reads the completion. */
export async function askService(
  service: OpenAiSandbox,
  said: string,
  system = systemMessage(school, 'Russian'),
): Promise<Completion> {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: said },
  ];
  return (await (await post(service, { model: 'gpt-6-luna', messages })).json()) as Completion;
}

import type { Language } from '../language/index.ts';
import { languageNames } from '../language-names.ts';
import type { Answer, FunctionOffer } from '../kinds/model.ts';
import { bounded, lines, mostLines } from './bounded.ts';

/** The name of the function by which the model calls a person. */
export const handoffName = 'handoff';

/** The function by which the model calls a person; the same for all chats. The summary is in the language of those who read it. */
export function handoffOffer(readers: Language): FunctionOffer {
  return {
    name: handoffName,
    description:
      "Calls a person of the business into this chat. Call it when the customer asks for a person or does not want to talk to a machine, complains, wants money back, is angry, or needs something that only a person can decide or do, and wherever the business's text tells you to pass a customer on. Do not call it for what the business's text answers. Write nothing beside it: the customer is told by the system, and you are silent until the person is done.",
    parameters: {
      type: 'object',
      properties: {
        reason: { type: 'string', description: 'Why a person is needed, in a few words.' },
        summary: {
          type: 'string',
          description: `For the person, in ${languageNames[readers]}: at most ${mostLines} short lines on what the customer wants, what was said and what is still open. Only what was said in this chat.`,
        },
      },
      required: ['reason', 'summary'],
      additionalProperties: false,
    },
  };
}

/** What the model gave along; both may be empty: what a model writes is not to be relied on. */
export interface HandoffCall {
  reason: string;
  summary: string[];
}

/** The model's call of a person in an answer; undefined where it called none. */
export function handoffIn({ calls = [] }: Pick<Answer, 'calls'>): HandoffCall | undefined {
  const call = calls.find(({ name }) => name.toLowerCase() === handoffName);
  if (!call) return undefined;
  const { reason, summary } = argumentsIn(call.arguments);
  const text = Array.isArray(summary) ? summary.join('\n') : summary;
  return {
    reason: typeof reason === 'string' ? bounded(reason, 200) : '',
    summary: typeof text === 'string' ? lines(text) : [],
  };
}

/** What stands in the arguments; of a call that was cut off or is no JSON, nothing. */
function argumentsIn(written: string): { reason?: unknown; summary?: unknown } {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

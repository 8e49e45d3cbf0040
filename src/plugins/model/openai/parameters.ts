import { createHash } from 'node:crypto';
import type { Question } from '../../../core/kinds/model.ts';
import { toTools, type ChatCompletionTool } from './tools.ts';

/** Fields of a request that some models refuse, and that an answer can do without. */
export interface Parameters {
  max_completion_tokens?: number;
  max_tokens?: number;
  temperature?: number;
  reasoning_effort?: Effort;
  prompt_cache_key?: string;
  /** Said in so many words: some servers stream unless they are told not to. */
  stream?: false;
  tools?: ChatCompletionTool[];
  tool_choice?: 'auto' | 'none';
}

export type Parameter = keyof Parameters;

export const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof efforts)[number];

export interface ParameterOptions {
  model: string;
  maxTokens: number;
  temperature: number;
  /** `auto`: no thinking where the model is known to understand that; nothing is sent to others. */
  effort: Effort | 'auto';
  /** Whether the service is OpenAI's own. */
  official: boolean;
}

/** Model names without their maker (`openai/gpt-6-luna`) that think unless told not to, and understand `none`. */
const knowsNone = /^gpt-(5\.\d|[6-9]|\d\d)/;

/** Model names that know the limit only under its newer name. */
const newerLimit = /^(gpt-([5-9]|\d\d)|o\d)/;

/**
 * What to send along with a dialogue: everything wished for, less what the model was found to refuse. What is refused
 * stays refused, so calls that run side by side cannot undo each other's findings.
 */
export class ParameterChoice {
  readonly #options: ParameterOptions;
  readonly #refused = new Set<Parameter>();
  #keyed: { shared?: string; key: string } = { key: '' };
  readonly #limits:
    | readonly ['max_completion_tokens', 'max_tokens']
    | readonly ['max_tokens', 'max_completion_tokens'];

  constructor(options: ParameterOptions) {
    this.#options = options;
    const newer = options.official || newerLimit.test(bareName(options.model));
    this.#limits = newer
      ? ['max_completion_tokens', 'max_tokens']
      : ['max_tokens', 'max_completion_tokens'];
  }

  /** The longest answer, in tokens. */
  get maxTokens(): number {
    return this.#options.maxTokens;
  }

  /** Whether functions can be offered: nothing is known of a refusal. */
  get takesFunctions(): boolean {
    return !this.#refused.has('tools');
  }

  /** The parameters for a dialogue with these shared instructions and functions. */
  for({
    shared,
    functions = [],
    callsEnd,
  }: Pick<Question, 'shared' | 'functions' | 'callsEnd'>): Parameters {
    const { maxTokens, temperature, official } = this.#options;
    const limit = this.#limits.find((name) => !this.#refused.has(name));
    const effort = this.#effort();
    const wished: Parameters = {
      ...(limit === undefined ? {} : { [limit]: maxTokens }),
      temperature,
      ...(effort === undefined ? {} : { reasoning_effort: effort }),
      ...(official ? { prompt_cache_key: this.#cacheKey(shared) } : {}),
      stream: false,
      ...(functions.length > 0 && this.takesFunctions
        ? { tools: toTools(functions), tool_choice: callsEnd ? 'none' : 'auto' }
        : {}),
    };
    for (const name of this.#refused) delete wished[name];
    return wished;
  }

  /** Never sends this parameter again; a refused limit is sent under its other name, once. */
  refuse(parameter: Parameter): void {
    this.#refused.add(parameter);
  }

  /** The same for all chats, so that it is worked out once. */
  #cacheKey(shared: string): string {
    if (this.#keyed.shared !== shared) {
      const key = createHash('sha256').update(shared).digest('hex').slice(0, 32);
      this.#keyed = { shared, key };
    }
    return this.#keyed.key;
  }

  #effort(): Effort | undefined {
    const { effort, model } = this.#options;
    if (effort !== 'auto') return effort;
    return knowsNone.test(bareName(model)) ? 'none' : undefined;
  }
}

function bareName(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).toLowerCase();
}

import type { Answer, Model, ModelLimits, Question } from '../../../core/kinds/model.ts';
import type { World } from '../../../core/plugin.ts';
import { isOpenAi, type Account } from '../../openai/account.ts';
import { settle, toError, type Connection, type Outcome } from '../../openai/client.ts';
import { isTooLong } from '../../openai/errors.ts';
import { refusedParameter } from '../../openai/refused-parameter.ts';
import { readAnswer } from './answer.ts';
import { toMessages, shorten } from './dialogue.ts';
import type { Parameter, ParameterChoice, Parameters } from './parameters.ts';

/** What a ChatModel works with. */
export interface ChatModelParts {
  connection: Connection;
  account: Account;
  parameters: ParameterChoice;
  world: Pick<World, 'log' | 'now'>;
}

/** A model behind Chat Completions, at OpenAI or at any server that speaks like it. */
export class ChatModel implements Model {
  readonly #parts: ChatModelParts;

  constructor(parts: ChatModelParts) {
    this.#parts = parts;
  }

  get limits(): ModelLimits {
    return { model: this.#parts.account.model, maxOutput: this.#parts.parameters.maxTokens };
  }

  async answer(question: Question, signal: AbortSignal): Promise<Answer> {
    let outcome = await this.#ask(question, signal);
    const shorter = 'failure' in outcome && isTooLong(outcome.failure) ? shorten(question) : undefined;
    if (shorter) {
      this.#parts.world.log.warn('dialogue-shortened', { model: this.#parts.account.model, messages: shorter.messages.length });
      outcome = await this.#ask(shorter, signal);
    }
    if ('failure' in outcome) throw toError(outcome, this.#parts.account);
    return readAnswer(outcome.body, this.#parts.account);
  }

  /** Asks until no parameter is refused any more; each round has one parameter less, or the limit's other name. */
  async #ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    const { parameters, account, world } = this.#parts;
    for (;;) {
      const sent = parameters.for(question.shared);
      const outcome = await this.#send(question, sent, signal);
      if (!('failure' in outcome) || isTooLong(outcome.failure)) return outcome;
      const refused = refusedParameter<Parameter>(outcome.failure, sent);
      if (refused === undefined) return outcome;
      parameters.refuse(refused);
      world.log.info('parameter-dropped', { model: account.model, parameter: refused });
    }
  }

  #send(question: Question, parameters: Parameters, signal: AbortSignal): Promise<Outcome> {
    const { connection, account, world } = this.#parts;
    const messages = toMessages(question, { customerFirst: !isOpenAi(account.baseUrl) });
    const request = { model: account.model, messages, ...parameters };
    return settle(
      async () => {
        const { chat } = await connection();
        // The answer as it is: what the SDK would make of it is not needed, and takes a thirtieth of a millisecond.
        const response = await chat.completions.create(request, { signal }).asResponse();
        return response.json();
      },
      signal,
      world,
    );
  }
}

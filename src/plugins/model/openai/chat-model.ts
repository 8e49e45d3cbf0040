import type { Answer, Model, ModelLimits, Question } from '../../../core/kinds/model.ts';
import { knownUsage } from '../../../core/plugin-api/texts.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { Usage } from '../../../core/kinds/turn-record.ts';
import { isOpenAi, type OpenAiAccount } from '../../openai/account.ts';
import { settleCall, errorOfOutcome, type Outcome } from '../../openai/connection.ts';
import { isEventStream, wholeCompletion } from '../../openai/event-stream.ts';
import type { Failure } from '../../openai/failure.ts';
import { callOpenAi } from '../../openai/openai-call.ts';
import { refusedParameter } from '../../openai/refused-parameter.ts';
import { isTooLong } from '../../openai/too-long.ts';
import { readAnswer } from './answer.ts';
import { imageTokensOf } from './image-tokens.ts';
import { hasImages, hasNoEyes, imageRefused, refusesImages } from './images.ts';
import { shorten, toMessages, withCallsInWords } from './messages.ts';
import { brokeCall, refusesTools } from './tools.ts';
import { refusesSystem } from './no-system.ts';
import type { Parameter, ParameterChoice, Parameters } from './parameters.ts';
import { requestBytes } from './request-bytes.ts';

/** What a ChatModel works with. */
export interface ChatModelDependencies {
  account: OpenAiAccount;
  parameters: ParameterChoice;
  world: Pick<World, 'fetch' | 'log' | 'now'>;
}

interface Asked {
  question: Question;
  /** Whether its instructions go as a system message. */
  system: boolean;
}

/** A model behind Chat Completions, at OpenAI or at any server that speaks like it. */
export class ChatModel implements Model {
  /** What is known of it, for budgets. */
  readonly limits: ModelLimits;
  readonly #parts: ChatModelDependencies;
  readonly #isOpenAi: boolean;
  /** Whether the model is not known to refuse a system message. */
  #system = true;
  #uncounted = false;
  /** Whether the model is not known to be without eyes. */
  #sees = true;

  constructor(parts: ChatModelDependencies) {
    this.#parts = parts;
    const { model, baseUrl } = parts.account;
    const { maxTokens: maxOutput } = parts.parameters;
    this.limits = { model, maxOutput, imageTokens: imageTokensOf(model) };
    this.#isOpenAi = isOpenAi(baseUrl);
  }

  get takesFunctions(): boolean {
    return this.#parts.parameters.takesFunctions;
  }

  get seesImages(): boolean {
    return this.#sees;
  }

  async answer(question: Question, signal: AbortSignal): Promise<Answer> {
    const { account, world } = this.#parts;
    let [asked, outcome] = [question, await this.#ask(question, signal)];
    while ('failure' in outcome && isTooLong(outcome.failure)) {
      const shorter = shorten(asked);
      if (!shorter) break;
      world.log.warn('dialogue-shortened', {
        model: account.model,
        messages: shorter.messages.length,
      });
      [asked, outcome] = [shorter, await this.#ask(shorter, signal)];
    }
    if ('failure' in outcome)
      throw this.#imageRefused(outcome.failure, asked) ?? errorOfOutcome(outcome, account);
    const { functions = [], callsEnd } = question;
    const offered = this.takesFunctions && !callsEnd ? functions.map(({ name }) => name) : [];
    const answer = readAnswer(outcome.body, account, offered);
    return { ...answer, usage: this.#counted(answer.usage, asked) };
  }

  /** What a refusal of the question's pictures is; undefined where it has none, or they are not what is refused. */
  #imageRefused(failure: Failure, asked: Question): Error | undefined {
    if (!hasImages(asked) || !refusesImages(failure)) return undefined;
    const { account, world } = this.#parts;
    const isBlind = hasNoEyes(failure);
    if (isBlind && this.#sees) world.log.warn('model-without-eyes', { model: account.model });
    if (isBlind) this.#sees = false;
    return imageRefused(isBlind, failure, account);
  }

  /** The usage as the service tells it; the operator hears once that it tells nothing. */
  #counted(usage: Usage, question: Question): Usage {
    const { account, world } = this.#parts;
    if ((usage.input === 0 || usage.output === 0) && !this.#uncounted) {
      this.#uncounted = true;
      world.log.warn('usage-estimated', {
        model: account.model,
        reason: 'the service does not tell how many tokens it took',
      });
    }
    return knownUsage(usage, question, this.limits.maxOutput, this.limits.imageTokens);
  }

  /** Asks until nothing is refused any more; each round has one parameter less, the limit's other name, or no system message. */
  async #ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    const { parameters, account, world } = this.#parts;
    let asked = question;
    for (;;) {
      const sent = parameters.for(asked);
      const system = this.#system;
      const outcome = await this.#send({ question, system }, sent, signal);
      if (!('failure' in outcome) || isTooLong(outcome.failure)) return outcome;
      if (hasImages(asked) && refusesImages(outcome.failure)) return outcome;
      if (system && refusesSystem(outcome.failure)) {
        this.#system = false;
        world.log.info('system-role-dropped', { model: account.model });
        continue;
      }
      if (sent.tools && brokeCall(outcome.failure)) {
        asked = withoutFunctions(asked);
        continue;
      }
      const refused = refusedIn(outcome.failure, sent);
      if (refused === undefined) return outcome;
      parameters.refuse(refused);
      world.log.info('parameter-dropped', { model: account.model, parameter: refused });
    }
  }

  #send(
    { question, system }: Asked,
    parameters: Parameters,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { account, world } = this.#parts;
    const form = { customerFirst: !this.#isOpenAi, system };
    const { shared } = question;
    const told = parameters.tools ? question : withCallsInWords(question);
    const messages = toMessages({ ...told, shared: '' }, form);
    return settleCall(
      async () => {
        const body = requestBytes({ model: account.model, messages, ...parameters }, shared);
        const call = { path: '/chat/completions', body, signal };
        const text = await callOpenAi(account, world, call);
        return isEventStream(text) ? wholeCompletion(text) : (JSON.parse(text) as unknown);
      },
      signal,
      world,
    );
  }
}

/** Which of the fields sent is refused, the functions before all. */
function refusedIn(failure: Failure, sent: Parameters): Parameter | undefined {
  return sent.tools && refusesTools(failure) ? 'tools' : refusedParameter(failure, sent);
}

function withoutFunctions({ shared, chat, messages }: Question): Question {
  return { shared, chat, messages };
}

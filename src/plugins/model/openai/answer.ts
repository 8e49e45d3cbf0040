import { ServiceError, fieldsOf } from '../../../core/plugin-api/failures.ts';
import { withoutThinking } from '../../../core/plugin-api/texts.ts';
import type { Answer } from '../../../core/kinds/model.ts';
import type { Usage } from '../../../core/kinds/turn-record.ts';
import { serviceName, type OpenAiAccount } from '../../openai/account.ts';
import { failureIn } from '../../openai/body-failure.ts';
import { malformedAnswer, toOpenAiError } from '../../openai/errors.ts';
import { readErrorBody } from '../../openai/failure.ts';
import { readFinish, type Finish } from './finish.ts';
import { readCalls } from './calls.ts';
import { callsInText } from './text-calls.ts';

/**
 * Reads a chat completion, trusting none of it. A refusal in the model's own words is an answer (`filtered`): it is
 * written for the customer, in the customer's language, and says more than an apology. Throws `openai.malformed` and
 * `openai.empty` (retryable), what a service that broke
 * down in the middle says of it, `openai.length` (the limit went on thinking; the same limit would go the same way) and
 * `openai.filtered` (nothing is left to say). Calls count only where functions of these names were `offered`; those in a text
 * that is nothing else are taken out of it.
 */
export function readAnswer(
  body: unknown,
  account: OpenAiAccount,
  offered: readonly string[] = [],
): Answer {
  const { choices, usage, model } = fieldsOf(body);
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = fieldsOf(choice)['message'];
  if (typeof message !== 'object' || message === null) throw malformedAnswer(account);
  const { content, refusal } = fieldsOf(message);
  const { calls, kept } = offered.length > 0 ? readCalls(message) : { calls: [], kept: undefined };
  const finish = readFinish(fieldsOf(choice)['finish_reason'], calls.length > 0);
  if (finish === 'failed') throw brokeDown(choice, account);
  const refused = typeof refusal === 'string' ? refusal.trim() : '';
  const text = withoutThinking(contentText(content)).trim() || refused;
  if (text === '' && calls.length === 0) throw noText(finish, account);
  const inWords = calls.length === 0 ? callsInText(text, offered) : [];
  return {
    text: inWords.length > 0 ? '' : text,
    ...(calls.length > 0 ? { calls, kept } : {}),
    ...(inWords.length > 0 ? { calls: inWords } : {}),
    usage: readUsage(usage),
    finish: finishOf(finish, refused !== ''),
    model: typeof model === 'string' && model !== '' ? model : account.model,
  };
}

/** What a filter cut is no more an answer than what a fault cut. */
function finishOf(finish: Finish, refused: boolean): Answer['finish'] {
  if (refused) return 'filtered';
  return finish === 'stop' || finish === 'length' ? finish : 'broken';
}

/** A service that broke down in the middle says so under a status of success. */
function brokeDown(choice: unknown, account: OpenAiAccount): ServiceError {
  const { error } = fieldsOf(choice);
  const failure = failureIn({ error }) ?? readErrorBody(error, 503);
  return toOpenAiError(failure, account);
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content
    .map(fieldsOf)
    .filter(({ type }) => type === 'text' || type === 'output_text');
  return texts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}

function noText(finish: Finish, account: OpenAiAccount): ServiceError {
  const service = serviceName(account);
  if (finish === 'filtered') {
    return new ServiceError(
      'openai.filtered',
      `${service} withheld its whole answer by its content rules`,
      {
        retryable: false,
        suggestions: [
          'Look at the dialogue and at the prompt: something there offends the content rules of the service.',
        ],
      },
    );
  }
  if (finish === 'length') {
    return new ServiceError(
      'openai.length',
      `${service} reached the token limit before it wrote a word`,
      {
        retryable: false,
        suggestions: ['Set OPENAI_MAX_TOKENS higher, or OPENAI_REASONING_EFFORT=none.'],
      },
    );
  }
  return new ServiceError('openai.empty', `${service} sent an empty answer`, { retryable: true });
}

function readUsage(value: unknown): Usage {
  const { input_tokens, output_tokens, prompt_tokens: input = input_tokens } = fieldsOf(value);
  const { completion_tokens: output = output_tokens, prompt_tokens_details: details } =
    fieldsOf(value);
  const { cached_tokens: cached, cache_write_tokens: written } = fieldsOf(details);
  return {
    input: count(input),
    cached: count(cached),
    ...(count(written) > 0 ? { written: count(written) } : {}),
    output: count(output),
  };
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
}

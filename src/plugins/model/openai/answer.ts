import { ServiceError } from '../../../core/errors.ts';
import { fieldsOf } from '../../../core/fields.ts';
import type { Answer } from '../../../core/kinds/model.ts';
import type { Usage } from '../../../core/turn-record.ts';
import { serviceName, type Account } from '../../openai/account.ts';
import { malformed } from '../../openai/errors.ts';

/**
 * Reads a chat completion, trusting none of it. A refusal in the model's own words is an answer (`filtered`): it is
 * written for the customer, in the customer's language, and says more than an apology. Throws `openai.malformed` and
 * `openai.empty` (retryable), `openai.length` (the limit went on thinking; the same limit would go the same way) and
 * `openai.filtered` (nothing is left to say).
 */
export function readAnswer(body: unknown, account: Account): Answer {
  const { choices, usage, model } = fieldsOf(body);
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = fieldsOf(choice)['message'];
  if (typeof message !== 'object' || message === null) throw malformed(account);
  const { content, refusal } = fieldsOf(message);
  const reason = fieldsOf(choice)['finish_reason'];
  const refused = typeof refusal === 'string' ? refusal.trim() : '';
  const text = withoutThinking(contentText(content)) || refused;
  if (text === '') throw noText(reason, account);
  return {
    text,
    usage: readUsage(usage),
    finish: finishOf(reason, refused !== ''),
    model: typeof model === 'string' && model !== '' ? model : account.model,
  };
}

function finishOf(reason: unknown, refused: boolean): Answer['finish'] {
  if (refused || reason === 'content_filter') return 'filtered';
  return reason === 'length' ? 'length' : 'stop';
}

function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content.map(fieldsOf).filter(({ type }) => type === 'text' || type === 'output_text');
  return texts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
}

const thinkingTags = 'think|thinking|reasoning|thought';
const thinking = new RegExp(`<(${thinkingTags})>.*?</\\1>`, 'gis');
const thinkingBegunBefore = new RegExp(`^.*</(?:${thinkingTags})>`, 'is');
const thinkingCut = new RegExp(`<(?:${thinkingTags})>.*$`, 'is');

/** Local models write their thinking into the answer: in tags, with the first tag missing, or cut before the last one. */
function withoutThinking(text: string): string {
  return text.replace(thinking, '').replace(thinkingBegunBefore, '').replace(thinkingCut, '').trim();
}

function noText(reason: unknown, account: Account): ServiceError {
  const service = serviceName(account);
  if (reason === 'content_filter') {
    return new ServiceError('openai.filtered', `${service} withheld its whole answer by its content rules`, {
      retryable: false,
      suggestions: ['Look at the dialogue and at the prompt: something there offends the content rules of the service.'],
    });
  }
  if (reason === 'length') {
    return new ServiceError('openai.length', `${service} reached the token limit before it wrote a word`, {
      retryable: false,
      suggestions: ['Set OPENAI_MAX_TOKENS higher, or OPENAI_REASONING_EFFORT=none.'],
    });
  }
  return new ServiceError('openai.empty', `${service} sent an empty answer`, { retryable: true });
}

function readUsage(value: unknown): Usage {
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: details } = fieldsOf(value);
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

import type { Failure } from './failure.ts';

/** Words for a question that is more than the model can read, no matter who wrote them. */
const words = [
  /context (?:length|window|size)|maximum prompt length|tokens? limit exceeded|too many (?:input )?tokens|(?:prompt|input|message)s? (?:is|are) too long/i,
  /input (?:tokens?|length)\b.{0,40}(?:must be|should be|exceed|no more than|limit)/i,
  /\binputs?\W{1,3}(?:tokens \+|must have less than)/i,
  /(?:exceed|more than|over)\w{0,3} the (?:model'?s? )?(?:max\w*|limit)\b.{0,30}\btokens/i,
];

/** Words for one request that is more than a whole minute's tokens: it can never pass as it is, however long one waits. */
const overMinute =
  /request too large|(?:reduce|shorten) (?:your|the) (?:message|prompt|input|request)|tokens must be reduced/i;

/** Whether the dialogue and the instructions together are more than the model can read, or than a request may ever have. */
export function isTooLong(failure: Failure): boolean {
  const { status, code, text } = failure;
  if (status === 413 || code === 'context_length_exceeded') return true;
  if (status === 400 || status === 422) return words.some((pattern) => pattern.test(text));
  return isOverMinute(failure);
}

/** Whether a service that limits the tokens of a minute says that this request alone has more. */
export function isOverMinute({ status, text }: Failure): boolean {
  if (status !== 429 && status !== 413) return false;
  if (overMinute.test(text)) return true;
  const [, limit, requested] =
    /\blimit:? ?([\d,]+).{0,80}\brequested:? ?([\d,]+)/i.exec(text) ?? [];
  return Number(requested?.replaceAll(',', '')) > Number(limit?.replaceAll(',', ''));
}

import type { Failure } from '../../openai/failure.ts';

/** How templates and servers say that they know no system message; each takes linear time. */
const words = [
  /\b(?:system|developer) (?:role|message|prompt|instruction)s?\b.{0,40}(?:not|n't|un)[ -]?(?:supported|allowed|enabled|permitted|accepted)/i,
  /\bnot support\w* .{0,20}\b(?:system|developer)\b/i,
  /\brole\b.{0,40}\b(?:system|developer)\b.{0,40}(?:not|invalid|unsupported|unknown)/i,
  /\b(?:invalid|unsupported|unknown|unexpected) (?:role|value)\W{1,6}(?:system|developer)\b/i,
  /\brole\b.{0,160}\binput\W{1,5}(?:system|developer)\b/i,
  /\bonly user(?:,| and| or) .{0,30}\broles?\b/i,
  /^(?!.*\boptional system\b).*\broles must alternate user\/assistant/is,
];

/** Whether a refusal means the system message, so that the same question may pass without one. */
export function refusesSystem({ status, text }: Failure): boolean {
  return (
    [400, 404, 422, 500, 501].includes(status ?? 0) && words.some((pattern) => pattern.test(text))
  );
}

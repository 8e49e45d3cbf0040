import type { ToolResult } from '../kinds/tool.ts';

/** The longest result that a model is given, in bytes as it is written. */
export const mostResultBytes = 32 * 1024;

/** What came of a call as the model reads it: data between two lines that nothing in it can imitate. */
export function resultText(value: unknown): string {
  const written = (JSON.stringify(value ?? null) ?? 'null').replaceAll('<', '\\u003c');
  return `<result>\n${cut(written, mostResultBytes)}\n</result>`;
}

/** A result that fits into what is kept of it. */
export function boundedResult(result: ToolResult): ToolResult {
  const written = JSON.stringify(result.value ?? null) ?? 'null';
  return Buffer.byteLength(written) <= mostResultBytes
    ? { ...result, value: JSON.parse(written) as unknown }
    : { ...result, value: cut(written, mostResultBytes) };
}

function cut(text: string, bytes: number): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  return `${whole
    .subarray(0, bytes - 64)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}… (cut: the result is longer)`;
}

/** What a call could not do, as the model reads it. */
export function faultText(error: string, more: Readonly<Record<string, unknown>> = {}): string {
  return resultText({ error, ...more });
}

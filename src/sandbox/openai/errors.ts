import type { LoopbackReply } from '../loopback.ts';

/** An error as OpenAI words it. */
export interface ErrorBody {
  message: string;
  type?: string;
  param?: string;
  code?: string;
}

/** A reply that carries an error; OpenAI's shape. */
export function errorReply(
  status: number,
  { message, type = 'invalid_request_error', param, code }: ErrorBody,
): LoopbackReply {
  return { status, body: { error: { message, type, param: param ?? null, code: code ?? null } } };
}

/** Thrown to end a call with an error. */
export class ApiError extends Error {
  readonly reply: LoopbackReply;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.reply = errorReply(status, body);
  }
}

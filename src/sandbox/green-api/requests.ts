import type { LoopbackCall, LoopbackReply } from '../loopback.ts';

/** One call of the API whose method, instance and token are right. */
export interface ApiCall extends LoopbackCall {
  method: string;
  /** What stands after the token in the path. */
  rest: string | undefined;
}

/** Thrown to end a call with this reply. */
export class Refusal extends Error {
  readonly reply: LoopbackReply;

  constructor(reply: LoopbackReply) {
    super('refused');
    this.reply = reply;
  }
}

/** GREEN-API's 400 for a request that is wrong; it shows the path, token included. */
export function refusal({ path }: LoopbackCall, message: string): Refusal {
  return new Refusal({ status: 400, body: { statusCode: 400, path, message } });
}

/** The 400 for a field that is wrong. */
export function invalid(call: LoopbackCall, details: string): Refusal {
  return refusal(call, `Validation failed. Details: ${details}`);
}

/** The fields of a JSON body. Throws a Refusal when it is not one. */
export function readJson(call: LoopbackCall): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(call.body.toString('utf8'));
  } catch (error) {
    throw refusal(call, error instanceof Error ? error.message : 'bad request data');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw refusal(call, 'bad request data');
}

import type { LoopbackCall, LoopbackReply } from '../loopback.ts';
import type { Dialogue } from './brain/dialogue.ts';
import { ApiError } from './errors.ts';
import { withoutDocuments } from './documents-in.ts';
import type { SandboxCall } from './acting/offered-functions.ts';

/** A request to Chat Completions. */
export interface ChatRequest {
  model: string;
  messages: { role: string; content: unknown }[];
  /** Everything else that was sent. */
  parameters: Readonly<Record<string, unknown>>;
}

/** Reads the body. Throws an ApiError for what OpenAI would refuse. */
export function readChat(call: LoopbackCall): ChatRequest {
  const { model, messages, ...parameters } = readJsonBody(call);
  if (typeof model !== 'string' || model === '')
    throw new ApiError(400, { message: 'you must provide a model parameter', param: 'model' });
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) {
    throw new ApiError(400, {
      message: "Invalid type for 'messages': expected an array of messages.",
      param: 'messages',
    });
  }
  if (parameters['stream'] === true) {
    throw new ApiError(400, {
      message: 'The sandbox does not stream.',
      param: 'stream',
      code: 'unsupported_value',
    });
  }
  return { model, messages, parameters };
}

/** The fields of a JSON body. Throws an ApiError when it is not one. */
export function readJsonBody(call: LoopbackCall): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Refused below, as any other body that is no object.
  }
  throw new ApiError(400, { message: 'We could not parse the JSON body of your request.' });
}

function isMessage(value: unknown): value is { role: string; content: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'role' in value &&
    typeof value.role === 'string' &&
    'content' in value
  );
}

/** The request as a dialogue of texts. */
export function toDialogue({ messages }: ChatRequest): Dialogue {
  const isSystem = (role: string): boolean => role === 'system' || role === 'developer';
  const system = messages
    .filter(({ role }) => isSystem(role))
    .map(({ content }) => textOf(content));
  const said = messages.filter(
    (message) => message.role === 'user' || (message.role === 'assistant' && !isCall(message)),
  );
  return {
    system: system.join('\n\n'),
    messages: said.map(({ role, content }) => ({
      role: role === 'user' ? 'user' : 'assistant',
      text: withoutDocuments(textOf(content)),
    })),
  };
}

function isCall(message: object): boolean {
  return 'tool_calls' in message && Array.isArray(message.tool_calls);
}

/** The text of a content, which may come in parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content.map((part: unknown) =>
    typeof part === 'object' && part !== null && 'text' in part ? part.text : '',
  );
  return texts.filter((text) => typeof text === 'string').join('\n');
}

/** A completion that carries this text, or this call. `finish` as on the wire, of a text. */
export function completion(
  request: ChatRequest,
  said: string | SandboxCall,
  { finish, now }: { finish: string; now: number },
): LoopbackReply {
  const prompt = request.messages.reduce(
    (sum, { content }) => sum + tokens(textOf(content)) + 4,
    3,
  );
  const { message, written, finished } = spoken(said, { finish, now });
  return {
    headers: { 'x-request-id': `req_sandbox_${now}` },
    body: {
      id: `chatcmpl-sandbox-${now}`,
      object: 'chat.completion',
      created: Math.floor(now / 1000),
      model: 'sandbox',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', ...message, refusal: null },
          logprobs: null,
          finish_reason: finished,
        },
      ],
      usage: {
        prompt_tokens: prompt,
        completion_tokens: written,
        total_tokens: prompt + written,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    },
  };
}

/** A text or a call as a message, its length in tokens, and how it ended. */
function spoken(
  said: string | SandboxCall,
  { finish, now }: { finish: string; now: number },
): { message: object; written: number; finished: string } {
  if (typeof said === 'string')
    return { message: { content: said }, written: tokens(said), finished: finish };
  const called = { name: said.name, arguments: JSON.stringify(said.arguments) };
  return {
    message: {
      content: said.text ?? null,
      tool_calls: [{ id: `call_sandbox_${now}`, type: 'function', function: called }],
    },
    written: tokens(called.arguments),
    finished: 'tool_calls',
  };
}

/** About as many as a real tokenizer makes: a token is four Latin or nearly three Cyrillic letters. */
function tokens(text: string): number {
  const latin = text.replace(/[^\0-\x7f]/g, '').length;
  return Math.ceil(latin / 4 + (text.length - latin) / 2.7);
}

import type { ChatMessage } from './messages.ts';
import type { Parameters } from './parameters.ts';

/** A request as Chat Completions take it. */
interface ChatRequest extends Parameters {
  model: string;
  messages: readonly ChatMessage[];
}

/** What stands before a text in JSON: nowhere else, as quotes in a text have a backslash before them. */
const mark = '"content":"';

/**
 * The JSON of a request whose first message begins with what all chats share; the request comes without it. Encoded once, it
 * is laid between the rest: it is most of a request, and the same from call to call.
 */
export function requestBytes(request: ChatRequest, shared: string): Uint8Array<ArrayBuffer> {
  const [first, ...others] = request.messages;
  if (Array.isArray(first?.content)) {
    const content = first.content.map((part, index) =>
      index === 0 && part.type === 'text' ? { ...part, text: shared + part.text } : part,
    );
    return Buffer.from(
      JSON.stringify({ ...request, messages: [{ ...first, content }, ...others] }),
    );
  }
  const text = JSON.stringify(request);
  const begin = text.indexOf(mark) + mark.length;
  return Buffer.concat([
    Buffer.from(text.slice(0, begin)),
    encodedOf(shared),
    Buffer.from(text.slice(begin)),
  ]);
}

/** The text that was encoded last, as it stands between quotes. */
let encoded = { text: '', bytes: Buffer.alloc(0) };

function encodedOf(text: string): Buffer {
  if (encoded.text !== text)
    encoded = { text, bytes: Buffer.from(JSON.stringify(text).slice(1, -1)) };
  return encoded.bytes;
}

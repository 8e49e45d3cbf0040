import { jsonSerializer, type KeyvSerializationAdapter } from 'keyv';

/** What a text that is not JSON is read as: there is something, and it is no chat. */
export const damaged = { value: null };

/** Keyv marks texts that begin with a colon by a second one; this finds JSON that may hold such a text. */
const marked = /[:,[]":/;

/**
 * Keyv's own JSON, so that any Keyv reads what is stored, at the speed of plain JSON where nothing is marked (it almost
 * never is). A damaged text is data here, and so can be told apart from a failing memory.
 */
export const chatJson = {
  stringify(value: unknown): string {
    const plain = JSON.stringify(value);
    return marked.test(plain) ? jsonSerializer.stringify(value) : plain;
  },
  parse(text: string) {
    try {
      return marked.test(text) ? jsonSerializer.parse(text) : JSON.parse(text);
    } catch {
      return damaged;
    }
  },
} satisfies KeyvSerializationAdapter;

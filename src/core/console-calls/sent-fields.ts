import type { IncomingMessage } from 'node:http';
import { isChatId } from '../phone.ts';

/** The longest body that the page sends, bytes: a prompt. */
export const mostSentBytes = 2_000_000;

/** The fields of an object that a browser sent; nothing about them is known. */
export type SentFields = Readonly<Record<string, unknown>>;

/** What the page asked for cannot be done; `code` is for the page, which has the words. */
export class CallRefused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(code: string, status = 400) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/** Reads the object that a request brings as JSON. Rejects with CallRefused. */
export async function readSentFields(
  request: IncomingMessage,
  most = mostSentBytes,
): Promise<SentFields> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new CallRefused('not-json', 415);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new CallRefused('too-large', 413);
    chunks.push(chunk);
  }
  return fieldsOf(Buffer.concat(chunks).toString('utf8'));
}

function fieldsOf(text: string): SentFields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CallRefused('not-json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CallRefused('not-json');
  return value as SentFields;
}

/** A text among the fields. Throws CallRefused where it is none, or is longer than `most` characters. */
export function textField(fields: SentFields, name: string, most = 200): string {
  const value = fields[name];
  if (typeof value !== 'string' || value.length > most) throw new CallRefused(`bad-${name}`);
  return value;
}

/** The same where it may be absent. */
export function optionalTextField(
  fields: SentFields,
  name: string,
  most?: number,
): string | undefined {
  return fields[name] === undefined || fields[name] === ''
    ? undefined
    : textField(fields, name, most);
}

/** A whole number among the fields, between these. Throws CallRefused where it is none. */
export function numberField(
  fields: SentFields,
  name: string,
  { least = 0, most = 1e9 } = {},
): number {
  const value = Number(fields[name]);
  if (fields[name] === '' || !Number.isInteger(value) || value < least || value > most)
    throw new CallRefused(`bad-${name}`);
  return value;
}

/** A chat's id among the fields. Throws CallRefused where it is none. */
export function chatField(fields: SentFields): string {
  const chat = textField(fields, 'chat');
  if (!isChatId(chat)) throw new CallRefused('bad-chat');
  return chat;
}

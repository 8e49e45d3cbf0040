import { createHash } from 'node:crypto';
import type { Case, NewCase, RequestField } from '../kinds/cases.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { BusinessRequest } from '../kinds/sink.ts';
import type { ToolContext } from '../kinds/tool.ts';

/** Notices of this topic are carried to sinks, and told to nobody. */
export const deliveryTopic = 'request.delivery';

/** All values of a request together, in UTF-16 units: as JSON they stay within what a case holds. */
const longestTogether = 6_000;

const longestName = 80;

/** A request by what a customer has told; the same call makes the same one. Its texts are bounded. */
export function newRequest(
  fields: readonly RequestField[],
  { key, now, language, customer }: Pick<ToolContext, 'key' | 'now' | 'language' | 'customer'>,
): NewCase {
  const { chat, phone, name } = customer;
  return {
    id: `request/${key}`,
    kind: 'request',
    chat,
    at: now,
    about: {
      ...(name === undefined ? {} : { name: cut(name, longestName) }),
      ...(phone === undefined ? {} : { phone: `+${phone.replace(/\D/g, '').slice(0, 15)}` }),
      language,
      fields: bounded(fields),
    },
  };
}

/** What comes with a new request: its owners are told, and it is brought to the sinks. */
export function requestNotices({ id, at }: Pick<NewCase, 'id' | 'at'>): NewNotice[] {
  return [{ id, at, topic: 'request' }, deliveryOf({ id }, at)];
}

/** That a request is brought to every sink; `again`: beside what was brought before. */
export function deliveryOf({ id }: Pick<NewCase, 'id'>, at: number, again = false): NewNotice {
  return {
    id: again ? `${id}/delivery/${at}` : `${id}/delivery`,
    at,
    topic: deliveryTopic,
    ...(again ? { values: { again: 1 } } : {}),
  };
}

/** What sinks are brought of a case, left in this messenger; undefined where it is no request. */
export function businessRequestOf(
  { id, kind, number, at, about }: Case,
  messenger?: string,
): BusinessRequest | undefined {
  if (kind !== 'request') return undefined;
  const { phone, name, fields = [] } = about;
  return {
    id: externalId(id),
    number,
    at,
    ...(phone === undefined ? {} : { phone }),
    ...(messenger === undefined ? {} : { messenger }),
    ...(name === undefined ? {} : { name }),
    fields,
  };
}

const base32hex = '0123456789abcdefghijklmnopqrstuv';

/** `wb_` and 100 bits of a digest in base32hex: every vendor takes it, and nobody can guess the chat from it. */
export function externalId(id: string): string {
  const bytes = createHash('sha256').update(id).digest();
  const letters = Array.from({ length: 20 }, (_, index) => {
    const bit = index * 5;
    const pair = bytes.readUInt16BE(Math.floor(bit / 8));
    return base32hex[(pair >> (11 - (bit % 8))) & 31] ?? '0';
  });
  return `wb_${letters.join('')}`;
}

function bounded(fields: readonly RequestField[]): RequestField[] {
  let left = longestTogether;
  return fields.flatMap((field) => {
    const value = cut(field.value, Math.max(0, left));
    left -= value.length;
    return value === '' ? [] : [{ ...field, value }];
  });
}

function cut(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text.slice(0, Math.max(0, longest - 1)).toWellFormed()}…`;
}

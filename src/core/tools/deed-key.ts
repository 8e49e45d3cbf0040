import { createHash } from 'node:crypto';
import type { JsonObject } from '../kinds/tool.ts';
import { isObject } from './arguments.ts';

/** The key of a call: the same for the same chat, message, function and arguments, in whatever order these are written. */
export function deedKey(chat: string, message: string, name: string, args: JsonObject): string {
  const whole = JSON.stringify([chat, message, name, canonical(args)]);
  return createHash('sha256').update(whole).digest('hex').slice(0, 40);
}

/** A value whose objects have their members in one order. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}

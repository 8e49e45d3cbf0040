import { createHash } from 'node:crypto';
import type { NewDeed } from '../kinds/deeds.ts';
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

/** Whether two calls are of one function with the same arguments, in whatever order these are written. */
export function isSameCall(
  one: Pick<NewDeed, 'name' | 'args'>,
  other: Pick<NewDeed, 'name' | 'args'>,
): boolean {
  return deedKey('', '', one.name, one.args) === deedKey('', '', other.name, other.args);
}

/** Whether arguments can be the same wish in other words: no figure of a time, a day or a number that both name differs. */
export function isSameWish(one: JsonObject, other: JsonObject): boolean {
  return Object.keys(one).every((name) => {
    const [first, second] = [figuresIn(one[name]), figuresIn(other[name])];
    return first.size === 0 || second.size === 0 || first.symmetricDifference(second).size === 0;
  });
}

function figuresIn(value: unknown): Set<number> {
  const figures = JSON.stringify(value ?? null)?.match(/\d+/g) ?? [];
  return new Set(figures.map(Number));
}

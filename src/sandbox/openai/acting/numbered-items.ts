import { foldLetters, isLike } from '../brain/letters.ts';
import { topicsOf } from '../brain/topics.ts';
import { clockTimes } from './clock-words.ts';

/** A list whose items can be answered by their numbers. */
export function numbered(items: readonly string[]): string {
  return items.map((item, index) => `${index + 1}. ${item}`).join('\n');
}

/** The items of such a list in a message. */
export function itemsIn(message: string): string[] {
  return [...message.matchAll(/^\d+\. (.+)$/gm)].map(([, item = '']) => item);
}

const ordinals: readonly RegExp[] = [
  / (перв|биринши|first)/u,
  / (втор|екинши|second)/u,
  / (трет|ушинши|third)/u,
  / (последн|сонгы|last) /u,
];

/** The item that an answer names by its number, or by its place; undefined: none. */
export function numberedItem(answer: string, items: readonly string[]): string | undefined {
  const number = /^\D{0,3}(\d{1,2})\D{0,3}$/.exec(answer.trim())?.[1];
  if (number !== undefined && !/\d:/.test(answer)) return items[Number(number) - 1];
  const words = ` ${foldLetters(answer)} `;
  const place = ordinals.findIndex((pattern) => pattern.test(words));
  return place < 0 ? undefined : items.at(place === 3 ? -1 : place);
}

/** The items whose time of day is one that the answer names. */
export function itemsAt(answer: string, items: readonly string[]): string[] {
  const wanted = clockTimes(answer);
  return items.filter((item) => {
    const [, hours, minutes] = /(\d{1,2}):(\d\d)/.exec(item) ?? [];
    return hours !== undefined && wanted.includes(Number(hours) * 60 + Number(minutes));
  });
}

/** The one of some names of which a text has the most words; by what they are about where it has none; undefined where that is not clear. */
export function namedIn(text: string, names: readonly string[]): string | undefined {
  const words = foldLetters(text).split(' ').filter(isTelling);
  const ofName = (name: string): number => {
    const own = foldLetters(name).split(' ').filter(isTelling);
    return own.filter((word) => words.some((other) => isLike(word, other))).length;
  };
  const topics = topicsOf(text);
  const ofTopic = (name: string): number => topics.intersection(topicsOf(name)).size;
  return clearBest(names, ofName) ?? clearBest(names, ofTopic);
}

function isTelling(word: string): boolean {
  return word.length > 2 || /\d/.test(word);
}

function clearBest(names: readonly string[], score: (name: string) => number): string | undefined {
  const scored = names.map((name) => ({ name, score: score(name) }));
  const most = Math.max(0, ...scored.map((one) => one.score));
  const best = scored.filter((one) => one.score === most);
  return most > 0 && best.length === 1 ? best[0]?.name : undefined;
}

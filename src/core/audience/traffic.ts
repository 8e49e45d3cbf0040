import { hash } from 'node:crypto';
import type { QuickTurn, Traffic } from '../kinds/turn-record.ts';
import { endsInCourtesy } from './courtesy.ts';

/** What came in one turn. */
export interface Arrived {
  /** When the turn began, Unix milliseconds. */
  at: number;
  /** The texts of its messages; undefined for what is no text. */
  texts: readonly (string | undefined)[];
  /** When the last of them was written and when it was accepted, Unix milliseconds. */
  writtenAt: number;
  acceptedAt: number;
  /** When our last messages before it left, Unix milliseconds; empty where none did. */
  leftAt: readonly number[];
}

/** Nobody who reads what we wrote has answered in this time, milliseconds. */
const quickMs = 3_000;

/** Channels tell moments in whole seconds, milliseconds. */
const secondMs = 1_000;
const minuteMs = 60_000;

/** So many quick turns in a row, in this time (milliseconds), are no person. */
const loopTurns = 20;
const loopMs = 10 * minuteMs;

/** A chat's traffic with one more turn. */
export function withTurn(before: Traffic, arrived: Arrived): Traffic {
  return {
    quick: isQuick(arrived) ? [...(before.quick ?? []), quickTurn(arrived)].slice(-loopTurns) : [],
    minutes: counted(before.minutes ?? [], arrived),
  };
}

/**
 * Whether a chat is in a loop with a machine: twenty quick turns in a row within ten minutes, in each of which a text repeats
 * or ends in a courtesy.
 */
export function isLoop({ quick = [] }: Traffic): boolean {
  const turns = quick.slice(-loopTurns);
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last || turns.length < loopTurns || last.at - first.at > loopMs) return false;
  const repeats = ({ words }: QuickTurn): boolean =>
    words === '' || turns.filter((other) => other.words === words).length > 1;
  return turns.every(repeats);
}

/** How many messages came in the hour before this moment (Unix milliseconds). */
export function messagesInHour({ minutes = [] }: Traffic, now: number): number {
  return minutes
    .filter(([minute]) => isOfHour(minute, now))
    .reduce((sum, [, messages]) => sum + messages, 0);
}

function isOfHour(minute: number, now: number): boolean {
  return Math.floor(now / minuteMs) - minute < 60;
}

/** One message that is no part of a burst, written at once: by its sender's clock or by ours, as one of them may be late. */
function isQuick({ texts, leftAt, writtenAt, acceptedAt }: Arrived): boolean {
  if (texts.length !== 1) return false;
  const follows = (at: number, tolerance: number): boolean =>
    leftAt.some((left) => at - left >= -tolerance && at - left <= quickMs);
  return follows(acceptedAt, 0) || follows(writtenAt, secondMs);
}

function quickTurn({ at, texts: [text] }: Arrived): QuickTurn {
  // What is no text repeats nothing: it is told apart by its moment.
  if (text === undefined) return { at, words: `@${at}` };
  return { at, words: endsInCourtesy(text) ? '' : digest(text) };
}

/** Machines count what they send; in a question, or at the end of a text, a number is what somebody wants to know of. */
const meantNumber = /\?|\d[^\p{L}\d]*$/u;

function digest(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const words = meantNumber.test(plain) ? plain : plain.replace(/\d+/g, '0');
  return hash('sha256', words, 'base64url').slice(0, 8);
}

function counted(
  before: NonNullable<Traffic['minutes']>,
  { at, texts }: Arrived,
): NonNullable<Traffic['minutes']> {
  const minute = Math.floor(at / minuteMs);
  const recent = before.filter(([each]) => isOfHour(each, at));
  const last = recent.at(-1);
  if (last?.[0] !== minute) return [...recent, [minute, texts.length]];
  return [...recent.slice(0, -1), [minute, last[1] + texts.length]];
}

import { languages } from '../language/index.ts';
import type { ChatFacts } from '../kinds/turn-record.ts';
import type { StoredChat } from './stored-chat.ts';

/** Whether this is a stored chat, whole and of this version. */
export function isStoredChat(value: unknown): value is StoredChat {
  return (
    isObject(value) &&
    value['version'] === 1 &&
    isMoment(value['updatedAt']) &&
    isMoment(value['createdAt']) &&
    isNumber(value['messages']) &&
    isFacts(value['facts']) &&
    isListOf(value['entries'], isEntry) &&
    isListOf(value['recorded'], isText) &&
    isListOf(value['pending'], isEntry) &&
    isOptional(value['summary'], isSummary)
  );
}

function isEntry(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value['id']) &&
    ['customer', 'bot', 'operator'].includes(String(value['role'])) &&
    isText(value['text']) &&
    isMoment(value['at']) &&
    isOptional(value['voice'], isTrue) &&
    isOptional(value['automatic'], isTrue) &&
    isOptional(value['advert'], isText) &&
    isOptional(value['edited'], (texts) => isObject(texts) && Object.values(texts).every(isText))
  );
}

function isFacts(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { language, traffic, calls, proposal, ...moments } = value as Partial<
    Record<keyof ChatFacts, unknown>
  >;
  const { hintedAt, apologizedAt, voiceDisclosedAt, calledAt } = moments;
  return (
    isOptional(language, isLanguage) &&
    isOptional(traffic, isTraffic) &&
    isOptional(calls, (all) => isListOf(all, isCalled)) &&
    isOptional(proposal ?? undefined, isProposal) &&
    [hintedAt, apologizedAt, voiceDisclosedAt, calledAt].every((at) => isOptional(at, isMoment))
  );
}

function isCalled(value: unknown): boolean {
  return (
    isObject(value) &&
    [value['name'], value['args'], value['result']].every(isText) &&
    isMoment(value['at'])
  );
}

function isProposal(value: unknown): boolean {
  return (
    isObject(value) &&
    [value['name'], value['message']].every(isText) &&
    isObject(value['args']) &&
    isOptional(value['reply'], isText) &&
    isMoment(value['at'])
  );
}

function isTraffic(value: unknown): boolean {
  if (!isObject(value)) return false;
  const isQuick = (turn: unknown): boolean =>
    isObject(turn) && isMoment(turn['at']) && isText(turn['words']);
  const isMinute = (pair: unknown): boolean => isListOf(pair, isNumber);
  return (
    isOptional(value['quick'], (turns) => isListOf(turns, isQuick)) &&
    isOptional(value['minutes'], (minutes) => isListOf(minutes, isMinute))
  );
}

function isLanguage(value: unknown): boolean {
  return languages.some((known) => known === value);
}

function isSummary(value: unknown): boolean {
  return (
    isObject(value) && isText(value['text']) && isMoment(value['at']) && isNumber(value['messages'])
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isListOf(value: unknown, is: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

function isTrue(value: unknown): boolean {
  return value === true;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Unix milliseconds that a calendar has. */
function isMoment(value: unknown): boolean {
  return isNumber(value) && Math.abs(Number(value)) <= 8.64e15;
}

function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

import { languages } from '../language/index.ts';
import type { ChatFacts } from '../kinds/turn-record.ts';
import {
  isListOf,
  isMoment,
  isNumber,
  isRecord,
  isOptional,
  isText,
  isTrue,
} from '../store/value-shapes.ts';
import type { StoredChat } from './stored-chat.ts';

/** Whether this is a stored chat, whole and of this version. */
export function isStoredChat(value: unknown): value is StoredChat {
  return (
    isRecord(value) &&
    value['version'] === 1 &&
    isMoment(value['updatedAt']) &&
    isMoment(value['createdAt']) &&
    isNumber(value['messages']) &&
    isFacts(value['facts']) &&
    isListOf(value['entries'], isEntry) &&
    isListOf(value['recorded'], isText) &&
    isListOf(value['pending'], isEntry) &&
    isOptional(value['summary'], isSummary) &&
    isOptional(value['noted'], isNumber)
  );
}

function isEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['id']) &&
    ['customer', 'bot', 'operator'].includes(String(value['role'])) &&
    isText(value['text']) &&
    isMoment(value['at']) &&
    isOptional(value['voice'], isTrue) &&
    isOptional(value['automatic'], isTrue) &&
    isOptional(value['advert'], isText) &&
    isOptional(value['seen'], isText) &&
    isOptional(value['edited'], (texts) => isRecord(texts) && Object.values(texts).every(isText))
  );
}

function isFacts(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { language, phone, traffic, calls, proposal, ...moments } = value as Partial<
    Record<keyof ChatFacts, unknown>
  >;
  const { hintedAt, apologizedAt, voiceDisclosedAt, calledAt } = moments;
  return (
    isOptional(language, isLanguage) &&
    isOptional(phone, isText) &&
    isOptional(traffic, isTraffic) &&
    isOptional(calls, (all) => isListOf(all, isCalled)) &&
    isOptional(proposal ?? undefined, isProposal) &&
    [hintedAt, apologizedAt, voiceDisclosedAt, calledAt].every((at) => isOptional(at, isMoment))
  );
}

function isCalled(value: unknown): boolean {
  return (
    isRecord(value) &&
    [value['name'], value['args'], value['result']].every(isText) &&
    isMoment(value['at'])
  );
}

function isProposal(value: unknown): boolean {
  return (
    isRecord(value) &&
    [value['name'], value['message']].every(isText) &&
    isRecord(value['args']) &&
    isOptional(value['reply'], isText) &&
    isMoment(value['at'])
  );
}

function isTraffic(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const isQuick = (turn: unknown): boolean =>
    isRecord(turn) && isMoment(turn['at']) && isText(turn['words']);
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
    isRecord(value) && isText(value['text']) && isMoment(value['at']) && isNumber(value['messages'])
  );
}

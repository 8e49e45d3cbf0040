import { note } from '../guards/index.ts';
import type { Inbound } from '../kinds/channel.ts';
import { silentVersion, type Entry } from '../kinds/turn-record.ts';
import { usageWithoutAnswer } from '../costs/speech-usage.ts';
import { recordOf } from './records.ts';
import type { TurnParts, TurnResult } from './turn.ts';
import { toEntry } from './dialogue.ts';
import { languageOf } from '../understanding/turn-language.ts';
import { understand, type Understood } from '../understanding/understood.ts';

/** What of an operator's messages may be fetched and heard. */
export interface SilentParts {
  /** Whether voice notes of an operator are transcribed. */
  operatorVoice: boolean;
  /** Whether those of the customer are; absent: they are. */
  customerVoice?: boolean;
}

/**
 * Listens to these messages and says nothing: they are remembered, as where a person has taken the chat over. What cannot be
 * read or heard is remembered as having come. Rejects with the signal's reason alone, or when the memory fails.
 */
export async function listenOnly(
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts & SilentParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { facts } = await parts.recall(chat);
  const understood = await Promise.all(messages.map((message) => listen(message, parts, signal)));
  const entries = understood.flatMap(remembered);
  const heard = understood.flatMap((part) => part.heard ?? []);
  const language = languageOf('', facts, parts.languages);
  const record = recordOf(chat, messages, parts.now(), {
    entries,
    facts: {},
    promptVersion: silentVersion,
    ...usageWithoutAnswer(heard, parts.speechModel),
  });
  return { language, replies: [], record };
}

/** Passes these messages over: nothing of them is heard, remembered or answered. */
export function passOver(
  chat: string,
  messages: readonly Inbound[],
  { languages, now }: Pick<TurnParts, 'languages' | 'now'>,
): TurnResult {
  const contents = { entries: [], facts: {}, promptVersion: silentVersion };
  const record = recordOf(chat, messages, now(), contents);
  return { language: languageOf('', {}, languages), replies: [], record };
}

/** A message read or heard; one that cannot be, for whatever reason, counts as not understood: nobody waits for an answer. */
export async function listen(
  inbound: Inbound,
  parts: TurnParts & SilentParts,
  signal: AbortSignal,
): Promise<Understood> {
  const { operatorVoice, customerVoice = true } = parts;
  const isHeard = inbound.from === undefined ? customerVoice : operatorVoice;
  if (inbound.content.type === 'voice' && !isHeard)
    return { inbound, note: note('a voice message') };
  try {
    return await understand(inbound, undefined, parts, signal);
  } catch {
    signal.throwIfAborted();
    return { inbound, note: note('a voice message that could not be heard') };
  }
}

/** What stays of a message: its text or, of an operator, at least that it came. */
export function remembered(part: Understood): Entry[] {
  if (part.text !== undefined) return [toEntry(part)];
  if (part.inbound.from === undefined) return [];
  return [toEntry({ ...part, text: part.note ?? note('a message') })];
}

import { ServiceError } from '../errors.ts';
import type { ChatForm, Reply, SpokenLanguage } from '../kinds/channel.ts';
import type { Answer } from '../kinds/model.ts';
import type { Language } from '../language/index.ts';
import { toMarkup } from '../markup/index.ts';
import type { Phrases } from '../phrases/phrases.ts';
import { inForm } from './reply-form.ts';
import { splitMessage } from '../split/index.ts';

/** What the bot says of itself. */
export interface Disclosing {
  phrases: Phrases;
  /** Whether the first answer of a chat begins with the line that a machine answers. */
  disclosure?: boolean;
  /** By which marks texts are shown where they arrive; absent: as in WhatsApp. */
  markup?: ChatForm['markup'];
}

/** What the form of an answer goes by. */
export interface WantedForm {
  /** The language of a chat that begins with it. */
  first?: Language | undefined;
  /** The language to speak it in; absent: it is written. */
  voice?: SpokenLanguage | undefined;
  /** The language of a chat in which nothing was spoken yet. */
  firstVoice?: Language | undefined;
}

/**
 * An answer as messages for a phone; throws when nothing of it can be shown. The line that a machine answers is always written;
 * the first voice note says so, too.
 */
export function replyMessages(
  { text }: Pick<Answer, 'text'>,
  { phrases, disclosure = false, markup = 'whatsapp' }: Disclosing,
  { first, voice, firstVoice }: WantedForm = {},
): Reply[] {
  const shown = toMarkup(text, markup);
  const replies = splitMessage(shown);
  if (replies.length === 0) {
    throw new ServiceError('model.empty', 'the model wrote nothing that a phone can show', {
      retryable: true,
    });
  }
  if (!disclosure) return inForm(replies, voice);
  const formed = inForm(replies, voice).map((reply) =>
    reply.voice === undefined || firstVoice === undefined
      ? reply
      : { ...reply, text: `${phrases[firstVoice].voiceDisclosure}\n\n${reply.text}` },
  );
  if (first === undefined) return formed;
  const line = phrases[first].disclosure;
  return formed[0]?.voice === undefined
    ? inForm(splitMessage(`${line}\n\n${shown}`), undefined)
    : [{ text: line }, ...formed];
}

/** Whether these replies say by voice that a machine answers, now or in a note before. */
export function discloses(
  replies: readonly Reply[],
  { disclosure = false }: Pick<Disclosing, 'disclosure'>,
): boolean {
  return disclosure && replies.some(({ voice }) => voice !== undefined);
}

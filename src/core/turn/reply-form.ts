import type { Reply, SpokenLanguage } from '../kinds/channel.ts';

/** The longest answer that is spoken, in UTF-16 units: a minute, and nobody listens to more than that. */
export const longestSpoken = 900;

/** What a customer must be able to tap, copy or compare: addresses of pages and mail, and code. */
const forEyes =
  /https?:\/\/|\bwww\.|@(?<=[\p{L}\p{N}][\w.+-]{0,64}@)[\w-]+\.\w|(?<![\w-])[a-z\d-]+\.(?:com|kz|ru|net|org|io|me|app|info|biz|shop|site|online)\b|`/iu;

/**
 * The messages of an answer in the form in which they go out. Spoken is only an answer of one message, not too long, with
 * words in it and nothing for the eyes; `language` undefined wants it written.
 */
export function inForm(messages: readonly string[], language: SpokenLanguage | undefined): Reply[] {
  const [only = '', ...more] = messages;
  if (language === undefined || more.length > 0 || !isSpeakable(only))
    return messages.map((text) => ({ text }));
  return [{ text: only, voice: language }];
}

/** All that is said, as one text. */
export function textOf(replies: readonly Reply[]): string {
  return replies.map(({ text }) => text).join('\n\n');
}

function isSpeakable(text: string): boolean {
  return text.length <= longestSpoken && /\p{L}/u.test(text) && !forEyes.test(text);
}

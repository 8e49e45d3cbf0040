import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { lineOf } from './fields.ts';

/** Each part of an advertisement is cut here, in characters. */
const longestPart = 500;
const longestAddress = 200;

/**
 * The advertisement from which a customer came to the chat: its title, its text and its address, in one line; undefined when
 * the message came from none. The title and the description of a link that was typed are no advertisement.
 */
export function advertIn(data: UnknownObject): string | undefined {
  const homes = ['extendedTextMessageData', 'textMessageData', 'fileMessageData'].map((name) =>
    fieldsOf(data[name]),
  );
  for (const home of [...homes, data]) {
    const replies = [home, fieldsOf(home['contextInfo'])].flatMap((each) => [
      each['externalAdReply'],
      each['referral'],
    ]);
    const marked = [...replies.map(fieldsOf), ...(isMarked(home) ? [home] : [])];
    const found = marked.map(advertText).find((text) => text !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMarked({ showAdAttribution, sourceType, sourceId, ctwaClid }: UnknownObject): boolean {
  if (showAdAttribution === true) return true;
  return [sourceType, sourceId, ctwaClid].some(
    (value) => typeof value === 'string' && value !== '',
  );
}

function advertText(fields: UnknownObject): string | undefined {
  const title = lineOf(fields['title'] ?? fields['headline'], longestPart);
  const body = lineOf(fields['description'] ?? fields['body'], longestPart);
  const address = lineOf(
    fields['sourceUrl'] ?? fields['source_url'] ?? fields['sourceURL'],
    longestAddress,
  );
  const shown = address !== undefined && /^https?:\/\/\S+$/i.test(address) ? address : undefined;
  const parts = [title, body, shown].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

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
  return (
    advertAt(data['extendedTextMessageData']) ??
    advertAt(data['textMessageData']) ??
    advertAt(data['fileMessageData']) ??
    advertAt(data)
  );
}

/** The advertisement of one object; most messages have none, which is seen without making anything. */
function advertAt(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const home = fieldsOf(value);
  const { contextInfo } = home;
  return (
    advertBy(home) ??
    (contextInfo === undefined ? undefined : advertBy(fieldsOf(contextInfo))) ??
    (isMarked(home) ? advertText(home) : undefined)
  );
}

function advertBy({ externalAdReply, referral }: UnknownObject): string | undefined {
  if (externalAdReply === undefined && referral === undefined) return undefined;
  return advertText(fieldsOf(externalAdReply)) ?? advertText(fieldsOf(referral));
}

function isMarked({ showAdAttribution, sourceType, sourceId, ctwaClid }: UnknownObject): boolean {
  if (showAdAttribution === true) return true;
  return isNamed(sourceType) || isNamed(sourceId) || isNamed(ctwaClid);
}

function isNamed(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
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

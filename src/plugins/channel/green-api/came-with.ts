import { advertIn } from './advert.ts';
import { contactsIn, placeIn } from './cards.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { CameWith, Quoting } from '../../../core/kinds/channel.ts';
import { cleanText, firstText, identifier, isBlank } from './fields.ts';
import { markerIn } from './markers.ts';
import { quotedFileIn } from './media-in.ts';

/** As much of a quoted message as can matter, in characters. */
const longestQuote = 2000;

/** What came with a message besides its content: the message replied to, and the advertisement that led to it. */
export function cameWith(data: UnknownObject): CameWith {
  const advert = advertIn(data);
  return { ...quoting(data), ...(advert === undefined ? {} : { advert }) };
}

/** The message replied to: its text or, where the vendor gives none, its id; and the file that it carries. */
function quoting(data: UnknownObject): Quoting {
  const quotedFile = quotedFileIn(data);
  return { ...quotedWords(data), ...(quotedFile ? { quotedFile } : {}) };
}

function quotedWords(data: UnknownObject): Quoting {
  const quoted = quotedIn(data);
  if (quoted !== undefined) return { quoted };
  const { stanzaId } = fieldsOf(data['quotedMessage']);
  const quotedId =
    identifier(stanzaId) ?? identifier(fieldsOf(data['extendedTextMessageData'])['stanzaId']);
  return quotedId === undefined ? {} : { quotedId };
}

function quotedIn(data: UnknownObject): string | undefined {
  const original = fieldsOf(data['quotedMessage']);
  const text = firstText(
    original['textMessage'],
    fieldsOf(original['extendedTextMessage'])['text'],
    fieldsOf(original['textMessageData'])['textMessage'],
    fieldsOf(original['extendedTextMessageData'])['text'],
    original['caption'],
    fieldsOf(original['fileMessageData'])['caption'],
    placeIn(original),
    contactsIn(original),
  );
  if (text === undefined || isBlank(text) || markerIn(text) !== undefined) return undefined;
  return cleanText(text, longestQuote);
}

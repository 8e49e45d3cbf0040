import { advertIn } from './advert.ts';
import { contactsIn, placeIn } from './cards.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { cleanText, firstText, isBlank } from './fields.ts';

/** What the vendor puts where a text or a link should be, when it has none. */
const marker = /^\s*\{\{(SWE\d+)\}\}\s*$/;

/** The marker of a file over the vendor's own limit of 100 MB. */
const oversized = 'SWE002';

/** As much of a quoted message as can matter, in characters. */
const longestQuote = 2000;

/** The vendor's error marker (`SWE001`) that stands in place of content; undefined when it is content. */
export function markerIn(text: string): string | undefined {
  return marker.exec(text)?.[1];
}

/** Whether a link is really the vendor's word for "this file is too large". */
export function isOversized(url: string): boolean {
  return markerIn(url) === oversized;
}

/** What came with a message besides its content: the text of the message replied to, and the advertisement that led to it. */
export function cameWith(data: UnknownObject): { quoted?: string; advert?: string } {
  const [original, advert] = [quotedIn(data), advertIn(data)];
  return {
    ...(original === undefined ? {} : { quoted: original }),
    ...(advert === undefined ? {} : { advert }),
  };
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

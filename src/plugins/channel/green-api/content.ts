import type { Attachment, Content, Media, Received } from '../../../core/kinds/channel.ts';
import { cleanText, fieldsOf, firstText, isBlank, itemsOf, plainWord, type Fields } from './fields.ts';

/** What a message's data means: content to answer, nothing to answer, or nothing that can be understood. */
export type Meaning = { type: 'content'; content: Content } | Extract<Received, { type: 'ignored' | 'invalid' }>;

type Reader = (data: Fields) => Meaning;

/** What the vendor puts where a text or a link should be, when it has none. */
const marker = /^\s*\{\{(SWE\d+)\}\}\s*$/;

/** The marker of a file over the vendor's own limit of 100 MB. */
const oversized = 'SWE002';

/** The marker of a fault that concerns groups only. */
const groupFault = 'SWE004';

/** As much of a quoted message as can matter, in characters. */
const longestQuote = 2000;

const longestMediaField = 4096;

/** The vendor's error marker (`SWE001`) that stands in place of content; undefined when it is content. */
function markerIn(text: string): string | undefined {
  return marker.exec(text)?.[1];
}

/** Whether a link is really the vendor's word for "this file is too large". */
export function isOversized(url: string): boolean {
  return markerIn(url) === oversized;
}

/** Understands `messageData`: by its type's name alone, never by which inner objects there are. */
export function readContent(messageData: unknown): Meaning {
  const data = fieldsOf(messageData);
  const { typeMessage } = data;
  if (typeof typeMessage !== 'string' || typeMessage === '') return invalid('messageData.typeMessage is missing');
  const reader = readers.get(typeMessage.toLowerCase());
  return reader ? reader(data) : ignored(`message type ${plainWord(typeMessage) ?? 'without a proper name'}`);
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['textmessage', readText],
  ['extendedtextmessage', readText],
  ['quotedmessage', readText],
  ['imagemessage', captioned('image')],
  ['videomessage', captioned('video')],
  ['documentmessage', captioned('document')],
  ['audiomessage', readVoice],
  ['locationmessage', wordless('location')],
  ['contactmessage', wordless('contact')],
  ['contactsarraymessage', wordless('contact')],
  ['buttonsresponsemessage', chosen(['buttonsResponseMessage'], ['selectedButtonText', 'selectedButtonId'])],
  ['templatebuttonreplymessage', readTemplateReply()],
  ['templatebuttonsreplymessage', readTemplateReply()],
  ['listresponsemessage', chosen(['listResponseMessage'], ['title', 'singleSelectReply'])],
  ['interactivebuttonsreply', readInteractive],
  ['interactivebuttonsresponse', readInteractive],
]);

function ignored(reason: string): Meaning {
  return { type: 'ignored', reason };
}

function invalid(reason: string): Meaning {
  return { type: 'invalid', reason };
}

function meaning(content: Content): Meaning {
  return { type: 'content', content };
}

function readText(data: Fields): Meaning {
  const { textMessage } = fieldsOf(data['textMessageData']);
  const { text } = fieldsOf(data['extendedTextMessageData']);
  return written(firstText(textMessage, text), data);
}

/** The text of a message whose type promises one. */
function written(text: string | undefined, data: Fields): Meaning {
  if (text === undefined) return invalid('the text of the message is missing');
  return textual(text, data) ?? ignored('a text with nothing in it');
}

/** What a text means; undefined when it is blank. */
function textual(text: string, data: Fields, attached?: Attachment): Meaning | undefined {
  const fault = markerIn(text);
  if (fault !== undefined) return fault === groupFault ? ignored(fault) : meaning({ type: 'unreadable', reason: fault });
  const clean = cleanText(text);
  if (isBlank(clean)) return undefined;
  return meaning({ type: 'text', text: clean, ...quoted(data), ...(attached === undefined ? {} : { attached }) });
}

function captioned(attached: Attachment): Reader {
  return (data) => {
    const caption = firstText(fieldsOf(data['fileMessageData'])['caption']) ?? '';
    return textual(caption, data, attached) ?? meaning({ type: 'unsupported', attached });
  };
}

function wordless(attached: Attachment): Reader {
  return () => meaning({ type: 'unsupported', attached });
}

function readVoice(data: Fields): Meaning {
  const { downloadUrl, mimeType, fileName } = fieldsOf(data['fileMessageData']);
  const media: Media = { ...named('url', link(downloadUrl)), ...named('mimeType', mimeType), ...named('fileName', fileName) };
  return meaning({ type: 'voice', media, ...quoted(data) });
}

/** The link of a file. The marker of an oversized file stays, so that the download can say so; others are no link. */
function link(url: unknown): unknown {
  return typeof url === 'string' && markerIn(url) !== undefined && !isOversized(url) ? undefined : url;
}

function named<K extends keyof Media>(name: K, value: unknown): Pick<Media, K> | undefined {
  if (typeof value !== 'string' || isBlank(value) || value.length > longestMediaField) return undefined;
  return { [name]: value.trim().toWellFormed() } as Pick<Media, K>;
}

/** The answer to buttons or a list: the chosen text in one of the objects. */
function chosen(objects: readonly string[], names: readonly string[]): Reader {
  return (data) => {
    const found = objects.map((name) => fieldsOf(data[name])).flatMap((fields) => names.map((name) => fields[name]));
    return written(firstText(...found), data);
  };
}

function readTemplateReply(): Reader {
  return chosen(['templateButtonReplyMessage', 'templateButtonsReplyMessage'], ['selectedDisplayText', 'selectedId']);
}

/** The vendor does not document what a pressed button looks like: one chosen text, or a list of buttons with one in it. */
function readInteractive(data: Fields): Meaning {
  const fields = fieldsOf(data['interactiveButtonsReply'] ?? data['interactiveButtonsResponse']);
  const buttons = itemsOf(fields['buttons']).map((button) => fieldsOf(button)['buttonText']);
  const names = ['selectedDisplayText', 'selectedButtonText', 'displayText', 'buttonText', 'title', 'selectedId'];
  const text = firstText(...names.map((name) => fields[name]), buttons.length === 1 ? buttons[0] : undefined);
  return text === undefined ? ignored('buttons without a choice') : written(text, data);
}

/** The text of the message that this one replies to. */
function quoted(data: Fields): { quoted?: string } {
  const original = fieldsOf(data['quotedMessage']);
  const text = firstText(
    original['textMessage'],
    fieldsOf(original['extendedTextMessage'])['text'],
    fieldsOf(original['textMessageData'])['textMessage'],
    fieldsOf(original['extendedTextMessageData'])['text'],
    original['caption'],
    fieldsOf(original['fileMessageData'])['caption'],
  );
  if (text === undefined || isBlank(text) || markerIn(text) !== undefined) return {};
  return { quoted: cleanText(text, longestQuote) };
}

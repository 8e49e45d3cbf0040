import type { Attachment, Content, Media, Received } from '../../../core/kinds/channel.ts';
import { cameWith } from './came-with.ts';
import { markerIn } from './markers.ts';
import { orderIn, productIn } from './catalogue.ts';
import { contactsIn, placeIn, pollIn, voteIn } from './cards.ts';
import { choiceIn, choices } from './choices.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { cleanText, firstText, isBlank, plainWord } from './fields.ts';
import { mediaIn } from './media-in.ts';
import { isRecording } from './recording.ts';
import { voiceIn } from './voice.ts';

/** What a message's data means: content to answer, nothing to answer, or nothing that can be understood. */
export type DataMeaning =
  | { type: 'content'; content: Content }
  | Extract<Received, { type: 'ignored' | 'invalid' }>;

type Reader = (data: UnknownObject) => DataMeaning;

/** The marker of a fault that concerns groups only. */
const groupFault = 'SWE004';

/** Understands `messageData`: by its type's name alone, never by which inner objects there are. `voter`: whose votes count; absent: nobody's. */
export function readContent(messageData: unknown, voter?: unknown): DataMeaning {
  const data = fieldsOf(messageData);
  const { typeMessage } = data;
  if (typeof typeMessage !== 'string' || typeMessage === '')
    return invalid('messageData.typeMessage is missing');
  const type = typeMessage.toLowerCase();
  const reader = readers.get(type);
  if (reader) return reader(data);
  const places = choices.get(type);
  if (places) return readChoice(choiceIn(data, places), data);
  if (type === 'pollupdatemessage' && voter !== undefined) return readVote(data, voter);
  if (wantsNothing.test(type))
    return ignored(`message type ${plainWord(typeMessage) ?? 'without a proper name'}`);
  return meaning({ type: 'unsupported', attached: 'other' });
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['textmessage', readText],
  ['extendedtextmessage', readText],
  ['quotedmessage', readReply],
  ['imagemessage', captioned('image')],
  ['videomessage', readVideo],
  ['documentmessage', readDocument],
  ['audiomessage', (data) => meaning(voiceIn(data))],
  ['albummessage', () => meaning({ type: 'unsupported', attached: 'image' })],
  ['locationmessage', carded('location', placeIn)],
  ['livelocationmessage', carded('location', placeIn)],
  ['contactmessage', carded('contact', contactsIn)],
  ['contactsarraymessage', carded('contact', contactsIn)],
  ['ordermessage', carded('order', orderIn)],
  ['productmessage', carded('product', productIn)],
  ['groupinvitemessage', worded('other', 'groupInviteMessageData')],
  ['pollmessage', carded('poll', pollIn)],
  ['pollcreationmessage', carded('poll', pollIn)],
  ['buttonsmessage', forwarded('buttonsMessage')],
  ['listmessage', forwarded('listMessage')],
  ['templatemessage', forwarded('templateMessage')],
  ['interactivebuttons', forwarded('interactiveButtons')],
]);

/**
 * Types, in lower case, with which nobody says anything to the bot: signs beside a message, changes of it, votes, calls, what
 * the phone tells about itself. A type that is not known and not among these is of somebody who waits for a word.
 */
const wantsNothing =
  /reaction|sticker|^edit|^delete|revoke|vote|pollupdate|pollresult|^pin|^keep|call|status|story|protocol|system|setting|sync|ephemeral|senderkey|receipt|notification|presence|typing|newsletter/;

function ignored(reason: string): DataMeaning {
  return { type: 'ignored', reason };
}

function invalid(reason: string): DataMeaning {
  return { type: 'invalid', reason };
}

/** Somebody wrote something of which nothing arrived. */
const empty: DataMeaning = { type: 'content', content: { type: 'unreadable', reason: 'empty' } };

function meaning(content: Content): DataMeaning {
  return { type: 'content', content };
}

function readText(data: UnknownObject): DataMeaning {
  return written(textOf(data), data);
}

function textOf(data: UnknownObject): string | undefined {
  const { textMessage } = fieldsOf(data['textMessageData']);
  const { text } = fieldsOf(data['extendedTextMessageData']);
  return firstText(textMessage, text);
}

/** The text of a message whose type promises one. */
function written(text: string | undefined, data: UnknownObject): DataMeaning {
  if (text === undefined) return invalid('the text of the message is missing');
  return textual(text, data) ?? empty;
}

/** Of a reply the vendor may lose the text; anyone who wrote it waits for an answer all the same. */
function readReply(data: UnknownObject): DataMeaning {
  return readChoice(textOf(data), data);
}

function readChoice(text: string | undefined, data: UnknownObject): DataMeaning {
  return (text === undefined ? undefined : textual(text, data)) ?? empty;
}

/** What a text means; undefined when it is blank. */
function textual(
  text: string,
  data: UnknownObject,
  attached?: Attachment,
): DataMeaning | undefined {
  const fault = markerIn(text);
  if (fault !== undefined)
    return fault === groupFault ? ignored(fault) : meaning({ type: 'unreadable', reason: fault });
  const clean = cleanText(text);
  if (isBlank(clean)) return undefined;
  return meaning({
    type: 'text',
    text: clean,
    ...(attached === undefined ? {} : { attached }),
    ...fileIn(attached, data),
    ...cameWith(data),
  });
}

/** Something of which there is nothing to read. */
function unreadable(attached: Attachment, data: UnknownObject): DataMeaning {
  return meaning({ type: 'unsupported', attached, ...fileIn(attached, data), ...cameWith(data) });
}

/** Where the file is of a kind that may be looked at. */
function fileIn(attached: Attachment | undefined, data: UnknownObject): { media?: Media } {
  const isOpened = attached === 'image' || attached === 'document';
  return isOpened ? { media: mediaIn(data['fileMessageData']) } : {};
}

function captioned(attached: Attachment): Reader {
  return (data) => textual(captionOf(data), data, attached) ?? unreadable(attached, data);
}

const captionOf = (data: UnknownObject): string =>
  firstText(fieldsOf(data['fileMessageData'])['caption']) ?? '';

/** A message that is nothing but a card: what stands on it is its text. */
function carded(attached: Attachment, textIn: (data: UnknownObject) => string | undefined): Reader {
  return (data) => textual(textIn(data) ?? '', data, attached) ?? unreadable(attached, data);
}

/** What may be written beside something that the bot cannot see. */
function worded(attached: Attachment, object: string): Reader {
  return (data) => {
    const fields = fieldsOf(data[object]);
    const text = firstText(
      fields['message'],
      fields['caption'],
      fields['text'],
      fields['body'],
      captionOf(data),
    );
    return textual(text ?? '', data, attached) ?? unreadable(attached, data);
  };
}

/** What a customer chose in a poll; who takes a vote back says nothing. */
function readVote(data: UnknownObject, voter: unknown): DataMeaning {
  const vote = voteIn(data, voter);
  return (
    (vote === undefined ? undefined : textual(vote, data, 'vote')) ??
    ignored('a vote that was taken back')
  );
}

/** Buttons and lists are sent by programs, which are not answered; a person can only pass them on. */
function forwarded(object: string): Reader {
  return (data) => {
    const fields = fieldsOf(data[object]);
    if (![data, fields].some(({ isForwarded }) => isForwarded === true))
      return ignored(`a message of a program: ${object}`);
    return readChoice(firstText(fields['contentText'], fields['body'], fields['title']), data);
  };
}

/** A round film is spoken into the camera; any other is looked at. */
function readVideo(data: UnknownObject): DataMeaning {
  return fieldsOf(data['fileMessageData'])['videoNote'] === true
    ? meaning(voiceIn(data, captionOf(data)))
    : captioned('video')(data);
}

function readDocument(data: UnknownObject): DataMeaning {
  const { mimeType, fileName } = fieldsOf(data['fileMessageData']);
  return isRecording(mimeType, fileName)
    ? meaning(voiceIn(data, captionOf(data)))
    : captioned('document')(data);
}

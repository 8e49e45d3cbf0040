import type { Inbound, Media, MessageRef, RecordedNote, Reply } from '../kinds/channel.ts';

/** A voice note of a person: the message that holds it, and where its file was. */
export interface SpokenMessage {
  of: MessageRef;
  media: Media;
}

/** Whether a reply was spoken by a person. */
export function isRecorded(voice: Reply['voice']): voice is RecordedNote {
  return voice?.startsWith('note ') ?? false;
}

/** What stands for the voice note of this message in a reply. */
export function recordedNote(
  { chat, id }: Pick<Inbound, 'chat' | 'id'>,
  { url = '' }: Media,
): RecordedNote {
  return `note ${chat} ${id} ${url}`;
}

/** The voice note of a person that goes out with this reply; undefined where the bot itself speaks or writes. */
export function recordingIn(voice: Reply['voice']): SpokenMessage | undefined {
  if (!isRecorded(voice)) return undefined;
  const [, chat = '', id = '', ...url] = voice.split(' ');
  const media = url.join(' ') === '' ? {} : { url: url.join(' ') };
  return { of: { chat, id }, media };
}

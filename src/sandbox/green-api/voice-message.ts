import type { MediaStore } from './media.ts';
import type { VoiceOptions } from './message-options.ts';

/** The `messageData` of a voice note, whose file is kept for the message. */
export function voiceMessage(
  media: MediaStore,
  message: string,
  bytes: Uint8Array,
  options: VoiceOptions,
): Readonly<Record<string, unknown>> {
  const {
    mimeType = 'audio/ogg; codecs=opus',
    extension = 'oga',
    link = 'works',
    gone = false,
    quoted,
  } = options;
  const kept = media.keep(message, { bytes, mimeType, extension }, { link, gone });
  const { downloadUrl = kept.downloadUrl } = options;
  const fileMessageData = {
    downloadUrl,
    caption: '',
    fileName: kept.fileName,
    jpegThumbnail: '',
    mimeType,
    isAnimated: false,
  };
  const original = { stanzaId: message, typeMessage: 'textMessage', textMessage: quoted };
  return {
    typeMessage: 'audioMessage',
    fileMessageData,
    ...(quoted === undefined ? {} : { quotedMessage: original }),
  };
}

import type { MediaStore } from './media.ts';
import type { VoiceOptions } from './message-options.ts';

/** What a picture or a document may carry besides its content. */
export interface FileOptions extends VoiceOptions {
  /** What is written beside it. */
  caption?: string;
  /** The name of a document; a picture has none. */
  fileName?: string;
}

/** The `messageData` of a picture or, where it has a name, of a document; the file is kept for the message. */
export function fileMessage(
  media: MediaStore,
  message: string,
  bytes: Uint8Array,
  options: FileOptions,
): Readonly<Record<string, unknown>> {
  const { caption = '', fileName, link = 'works', gone = false } = options;
  const { mimeType = 'image/jpeg', extension = 'jpg' } = options;
  const kept = media.keep(message, { bytes, mimeType, extension }, { link, gone });
  const { downloadUrl = kept.downloadUrl } = options;
  const described = { caption, jpegThumbnail: '', mimeType, isAnimated: false };
  return {
    typeMessage: fileName === undefined ? 'imageMessage' : 'documentMessage',
    fileMessageData: { downloadUrl, fileName: fileName ?? kept.fileName, ...described },
  };
}

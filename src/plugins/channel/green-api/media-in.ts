import type { Media, QuotedFile } from '../../../core/kinds/channel.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { identifier, isBlank } from './fields.ts';
import { isOversized, markerIn } from './markers.ts';

/** The longest field of a file that is believed, characters. */
const longestMediaField = 4096;

/** Where a file is, by the vendor's description of it. */
export function mediaIn(description: unknown): Media {
  const { downloadUrl, mimeType, fileName } = fieldsOf(description);
  return {
    ...named('url', link(downloadUrl)),
    ...named('mimeType', mimeType),
    ...named('fileName', fileName),
  };
}

/** The picture or document of the message replied to; undefined where it is neither. The vendor often leaves its link out. */
export function quotedFileIn(data: UnknownObject): QuotedFile | undefined {
  const original = fieldsOf(data['quotedMessage']);
  const { typeMessage, stanzaId } = original;
  const id = identifier(stanzaId);
  const type = typeof typeMessage === 'string' ? typeMessage.toLowerCase() : '';
  if (id === undefined || (type !== 'imagemessage' && type !== 'documentmessage')) return undefined;
  const media = mediaIn(original['fileMessageData'] ?? original);
  const isImage = type === 'imagemessage' && media.mimeType === undefined;
  return { id, media: isImage ? { ...media, mimeType: 'image/jpeg' } : media };
}

/** The link of a file. The marker of an oversized file stays, so that the download can say so; others are no link. */
function link(url: unknown): unknown {
  return typeof url === 'string' && markerIn(url) !== undefined && !isOversized(url)
    ? undefined
    : url;
}

function named<K extends keyof Media>(name: K, value: unknown): Pick<Media, K> | undefined {
  if (typeof value !== 'string' || isBlank(value) || value.length > longestMediaField)
    return undefined;
  return { [name]: value.trim().toWellFormed() } as Pick<Media, K>;
}

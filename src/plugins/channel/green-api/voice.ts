import type { Content, Media } from '../../../core/kinds/channel.ts';
import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { cameWith, isOversized, markerIn } from './came-with.ts';
import { cleanText, isBlank } from './fields.ts';

/** The longest field of a file that is believed, characters. */
const longestMediaField = 4096;

/** What is spoken. A voice note has no caption that anybody sees; a recording sent as a file may have one. */
export function voiceIn(data: UnknownObject, caption = ''): Content {
  const { downloadUrl, mimeType, fileName } = fieldsOf(data['fileMessageData']);
  const media: Media = {
    ...named('url', link(downloadUrl)),
    ...named('mimeType', mimeType),
    ...named('fileName', fileName),
  };
  const beside = markerIn(caption) === undefined ? cleanText(caption) : '';
  return {
    type: 'voice',
    media,
    ...(isBlank(beside) ? {} : { caption: beside }),
    ...cameWith(data),
  };
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

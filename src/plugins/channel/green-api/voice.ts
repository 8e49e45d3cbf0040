import type { Content } from '../../../core/kinds/channel.ts';
import type { UnknownObject } from '../../../core/plugin-api/failures.ts';
import { cameWith } from './came-with.ts';
import { markerIn } from './markers.ts';
import { cleanText, isBlank } from './fields.ts';
import { mediaIn } from './media-in.ts';

/** What is spoken. A voice note has no caption that anybody sees; a recording sent as a file may have one. */
export function voiceIn(data: UnknownObject, caption = ''): Content {
  const beside = markerIn(caption) === undefined ? cleanText(caption) : '';
  return {
    type: 'voice',
    media: mediaIn(data['fileMessageData']),
    ...(isBlank(beside) ? {} : { caption: beside }),
    ...cameWith(data),
  };
}

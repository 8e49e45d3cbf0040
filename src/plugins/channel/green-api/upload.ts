import type { Outbound } from '../../../core/kinds/channel.ts';
import type { Call } from './client.ts';
import { noteName } from './note-name.ts';

/** A note has some hundred kilobytes, and a phone line may be all that there is; milliseconds. */
const uploadTimeoutMs = 60_000;

/**
 * The call that sends a voice note. The vendor goes by the extension: `.ogg` arrives as a voice message. No typing time is
 * asked for: it would hold the instance's one queue, and with it all other chats.
 */
export function uploadCall(outbound: Outbound, chatId: string, note: Uint8Array): Call {
  const name = noteName(outbound);
  const form = new FormData();
  form.set('chatId', chatId);
  form.set('fileName', name);
  form.set('file', new File([new Uint8Array(note)], name, { type: 'audio/ogg' }), name);
  return { verb: 'POST', name: 'sendFileByUpload', form, timeoutMs: uploadTimeoutMs, effect: true };
}

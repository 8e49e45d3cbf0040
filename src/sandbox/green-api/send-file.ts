import type { LoopbackReply } from '../loopback.ts';
import { fieldText, readForm } from '../read-form.ts';
import { isSound } from './media.ts';
import { outgoingId } from './message-ids.ts';
import { invalid, refusal, type ApiCall } from './requests.ts';
import { checkChat, enqueue } from './send-message.ts';
import type { GreenApiVendor } from './vendor.ts';

/** GREEN-API's limit on one file. */
const largestFileBytes = 100 * 1024 * 1024;

/** Queues one file; its extension decides what arrives, and the answer says queued, not delivered. */
export async function sendFileByUpload(
  vendor: GreenApiVendor,
  call: ApiCall,
): Promise<LoopbackReply> {
  const form = await readForm(call);
  const file = form?.get('file');
  if (!form || !(file instanceof Blob))
    throw refusal(call, 'bad request data: multipart form with a file is required');
  const chatId = checkChat(call, fieldText(form, 'chatId'), vendor.instance.wire);
  const fileName = fieldText(form, 'fileName') || file.name;
  const extension = /\.([a-z\d]{1,8})$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) throw invalid(call, "'fileName' must have an extension");
  const caption = fieldText(form, 'caption');
  const { longestText } = vendor.instance.wire;
  if (caption.length > longestText)
    throw invalid(call, `'caption' length must be less than or equal to ${longestText}`);
  if (file.size > largestFileBytes)
    return { status: 500, body: { message: 'request entity too large' } };
  if (file.size === 0) throw invalid(call, "'file' is not allowed to be empty");
  const bytes = Buffer.from(await file.arrayBuffer());
  const mimeType = file.type || (isSound(extension) ? 'audio/ogg' : 'application/octet-stream');
  const url = vendor.media.put({ bytes, mimeType, extension });
  const idMessage = outgoingId(vendor.instance);
  const sending = {
    idMessage,
    chatId,
    message: caption,
    queuedAt: vendor.options.now(),
    file: { fileName, mimeType, bytes, url },
  };
  return enqueue(vendor, sending, call, { urlFile: url });
}

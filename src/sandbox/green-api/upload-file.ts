import type { LoopbackReply } from '../loopback.ts';
import { invalid, type ApiCall } from './requests.ts';
import type { GreenApiVendor } from './vendor.ts';

const extensions: Readonly<Record<string, string>> = {
  'audio/ogg': 'oga',
  'image/jpeg': 'jpg',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
};

/** Keeps the bytes of the body under a link, and sends nothing. */
export function uploadFile({ media }: GreenApiVendor, call: ApiCall): LoopbackReply {
  if (call.body.length === 0) throw invalid(call, "'file' is not allowed to be empty");
  const mimeType = call.headers['content-type'] ?? 'application/octet-stream';
  const extension = extensions[mimeType.replace(/;.*/, '')] ?? 'bin';
  return { status: 200, body: { urlFile: media.put({ bytes: call.body, mimeType, extension }) } };
}

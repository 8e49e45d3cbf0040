/** Audio containers told apart by their first bytes; `unknown` for anything else. */
export type AudioFormat = 'ogg' | 'mp3' | 'm4a' | 'wav' | 'webm' | 'flac' | 'amr' | 'aac' | '3gp' | 'unknown';

const mimeTypes: Record<AudioFormat, string> = {
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  webm: 'audio/webm',
  flac: 'audio/flac',
  amr: 'audio/amr',
  aac: 'audio/aac',
  '3gp': 'audio/3gpp',
  unknown: 'application/octet-stream',
};

/** The MIME type under which a format is uploaded. */
export function audioMimeType(format: AudioFormat): string {
  return mimeTypes[format];
}

/** The name under which a format is uploaded: speech services go by the extension, not by the bytes. */
export function audioFileName(format: AudioFormat): string {
  return `voice.${format === 'unknown' ? 'bin' : format}`;
}

/** Tells a container by its first bytes, whatever the sender named it. Never throws; needs at most the first few kilobytes. */
export function sniffAudio(bytes: Uint8Array): AudioFormat {
  if (startsWith(bytes, 0, 'OggS')) return 'ogg';
  if (startsWith(bytes, 0, 'fLaC')) return 'flac';
  if (startsWith(bytes, 0, '#!AMR')) return 'amr';
  if (startsWith(bytes, 0, 'ADIF')) return 'aac';
  if (startsWith(bytes, 0, '\x1A\x45\xDF\xA3')) return sniffMatroska(bytes);
  if (startsWith(bytes, 8, 'WAVE') && ['RIFF', 'RF64', 'BW64'].some((tag) => startsWith(bytes, 0, tag))) return 'wav';
  if (startsWith(bytes, 4, 'ftyp')) return sniffBrand(bytes);
  if (startsWith(bytes, 0, 'ID3')) return sniffTagged(bytes);
  return sniffFrame(bytes, 0);
}

/** WebM is Matroska with `webm` in its head; services take no other. */
function sniffMatroska(bytes: Uint8Array): AudioFormat {
  return Buffer.from(bytes.subarray(0, 64)).includes('matroska') ? 'unknown' : 'webm';
}

const pictureBrands = ['heic', 'heix', 'heim', 'hevc', 'mif1', 'msf1', 'avif', 'avis'];

function sniffBrand(bytes: Uint8Array): AudioFormat {
  if (startsWith(bytes, 8, '3g')) return '3gp';
  return pictureBrands.some((brand) => startsWith(bytes, 8, brand)) ? 'unknown' : 'm4a';
}

/** An ID3 tag nearly always heads an MP3, but FLAC and AAC files carry one too. */
function sniffTagged(bytes: Uint8Array): AudioFormat {
  const sizeBytes = bytes.subarray(6, 10);
  const end = 10 + sizeBytes.reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
  if (startsWith(bytes, end, 'fLaC')) return 'flac';
  return sniffFrame(bytes, end) === 'aac' ? 'aac' : 'mp3';
}

/** MPEG audio and ADTS frames share their sync bits; the layer bits differ (ADTS has none). */
function sniffFrame(bytes: Uint8Array, offset: number): AudioFormat {
  const [first = 0, second = 0, third = 0] = bytes.subarray(offset, offset + 3);
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return 'unknown';
  if ((second & 0x16) === 0x10) return isAdts(bytes, offset) ? 'aac' : 'unknown';
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const known = version !== 1 && (layer === 1 || layer === 2) && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
  return known ? 'mp3' : 'unknown';
}

function isAdts(bytes: Uint8Array, offset: number): boolean {
  const [, , third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(offset, offset + 6);
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (((third >> 2) & 15) > 12 || length < 7) return false;
  const next = offset + length;
  return next + 1 >= bytes.length || (bytes[next] === 0xff && ((bytes[next + 1] ?? 0) & 0xf6) === 0xf0);
}

function startsWith(bytes: Uint8Array, offset: number, tag: string): boolean {
  for (let index = 0; index < tag.length; index += 1) {
    if (bytes[offset + index] !== tag.charCodeAt(index)) return false;
  }
  return true;
}

/** One page of an Ogg stream; `body` is shorter than it should be when the file is cut. */
interface OggPage {
  serial: number;
  /** Samples up to the end of this page; undefined where no packet ends on it. */
  granule: number | undefined;
  body: Uint8Array;
  complete: boolean;
}

const pageHeaderBytes = 27;

/** The pages in order; bytes that belong to none are skipped. */
function* oggPages(bytes: Uint8Array): Generator<OggPage> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = buffer.indexOf('OggS');
  while (at !== -1 && at + pageHeaderBytes <= buffer.length) {
    const segments = buffer.readUInt8(at + 26);
    const bodyAt = at + pageHeaderBytes + segments;
    const size = buffer.subarray(at + pageHeaderBytes, bodyAt).reduce((sum, segment) => sum + segment, 0);
    const samples = buffer.readBigInt64LE(at + 6);
    yield {
      serial: buffer.readUInt32LE(at + 14),
      granule: samples < 0n ? undefined : Number(samples),
      body: buffer.subarray(bodyAt, bodyAt + size),
      complete: bodyAt + size <= buffer.length,
    };
    at = buffer.indexOf('OggS', bodyAt + size);
  }
}

/** How granules of a stream become seconds, as its first packet says; undefined for codecs that are not speech or music. */
function oggClock(head: Uint8Array): { rate: number; skip: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (startsWith(head, 0, 'OpusHead') && head.length >= 19) return { rate: 48_000, skip: view.getUint16(10, true) };
  if (startsWith(head, 0, '\x01vorbis') && head.length >= 30) return { rate: view.getUint32(12, true), skip: 0 };
  return undefined;
}

/** Whether a file is Ogg with Opus in it, as voice notes are. Never throws. */
export function isOggOpus(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, 0, 'OggS')) return false;
  const [first] = oggPages(bytes);
  return first !== undefined && startsWith(first.body, 0, 'OpusHead');
}

/** Longer claims are a broken or forged counter. */
const longestSeconds = 24 * 60 * 60;

/**
 * The length of an Ogg file's first Opus or Vorbis stream in seconds, told from its page counters without decoding. A cut
 * file counts up to its last whole page. Undefined when it is no such file or claims more than a day. Never throws.
 */
export function oggSeconds(bytes: Uint8Array): number | undefined {
  if (!startsWith(bytes, 0, 'OggS')) return undefined;
  let stream: { serial: number; rate: number; skip: number } | undefined;
  let last = 0;
  for (const page of oggPages(bytes)) {
    if (!stream) {
      const clock = oggClock(page.body);
      if (!clock || clock.rate === 0) return undefined;
      stream = { serial: page.serial, ...clock };
    } else if (page.serial === stream.serial && page.complete) last = Math.max(last, page.granule ?? 0);
  }
  if (!stream) return undefined;
  const seconds = Math.max(0, last - stream.skip) / stream.rate;
  return seconds <= longestSeconds ? seconds : undefined;
}

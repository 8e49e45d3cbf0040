/** Audio containers told apart by their first bytes; `unknown` for anything else. */
export type AudioFormat =
  | 'ogg'
  | 'mp3'
  | 'm4a'
  | 'wav'
  | 'webm'
  | 'flac'
  | 'amr'
  | 'aac'
  | '3gp'
  | 'unknown';

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
  if (
    startsWith(bytes, 8, 'WAVE') &&
    ['RIFF', 'RF64', 'BW64'].some((tag) => startsWith(bytes, 0, tag))
  )
    return 'wav';
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
  const known =
    version !== 1 && (layer === 1 || layer === 2) && third >> 4 !== 15 && ((third >> 2) & 3) !== 3;
  return known ? 'mp3' : 'unknown';
}

function isAdts(bytes: Uint8Array, offset: number): boolean {
  const [, , third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(offset, offset + 6);
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (((third >> 2) & 15) > 12 || length < 7) return false;
  const next = offset + length;
  return (
    next + 1 >= bytes.length || (bytes[next] === 0xff && ((bytes[next + 1] ?? 0) & 0xf6) === 0xf0)
  );
}

function startsWith(bytes: Uint8Array, offset: number, tag: string): boolean {
  for (let index = 0; index < tag.length; index += 1) {
    if (bytes[offset + index] !== tag.charCodeAt(index)) return false;
  }
  return true;
}

/** One page of an Ogg stream, between two places in the file; it ends behind the file's end when that is cut. */
export interface OggPage {
  at: number;
  bodyAt: number;
  end: number;
}

const pageHeaderBytes = 27;

/**
 * So many bytes between the bodies are looked at in one file: heads of pages, lengths of segments, what belongs to no page. An
 * hour of WhatsApp's notes has a third of it; a file of nothing but heads would hold up everybody.
 */
const mostLooks = 1_000_000;

/** What a page begins with, as a number. */
const pageMark = Buffer.from('OggS').readUInt32BE();

/** The pages in order; bytes that belong to none are skipped. Ends early, and returns false, where there is too much to look at. */
export function* oggPages(file: Buffer): Generator<OggPage, boolean> {
  let left = mostLooks;
  for (let end = 0; ;) {
    const at = nextPage(file, end, left);
    if (at === undefined) return file.length - end < left;
    const bodyAt = at + pageHeaderBytes + (file[at + 26] ?? 0);
    left -= bodyAt - end;
    if (left <= 0) return false;
    end = bodyAt;
    for (let segment = at + pageHeaderBytes; segment < bodyAt; segment += 1)
      end += file[segment] ?? 0;
    yield { at, bodyAt, end };
  }
}

/** Where the next whole head of a page is, within so many bytes. */
function nextPage(file: Buffer, from: number, within: number): number | undefined {
  const isHere = from + 4 <= file.length && file.readUInt32BE(from) === pageMark;
  const skipped = isHere ? 0 : file.subarray(from, from + within).indexOf('OggS');
  return skipped === -1 || from + skipped + pageHeaderBytes > file.length
    ? undefined
    : from + skipped;
}

/** Samples up to the end of a page; undefined where no packet ends on it. */
function samplesAt(file: Buffer, { at }: OggPage): number | undefined {
  const high = file.readInt32LE(at + 10);
  return high < 0 ? undefined : high * 2 ** 32 + file.readUInt32LE(at + 6);
}

/** The same bytes as a Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** How granules of a stream become seconds, as its first packet says; undefined for codecs that are not speech or music. */
function oggClock(head: Uint8Array): { rate: number; skip: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (startsWith(head, 0, 'OpusHead') && head.length >= 19)
    return { rate: 48_000, skip: view.getUint16(10, true) };
  if (startsWith(head, 0, '\x01vorbis') && head.length >= 30)
    return { rate: view.getUint32(12, true), skip: 0 };
  return undefined;
}

/** Whether a file is Ogg with Opus in it, as voice notes are. Never throws. */
export function isOggOpus(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, 0, 'OggS')) return false;
  const [first] = oggPages(bufferOf(bytes));
  return first !== undefined && startsWith(bytes, first.bodyAt, 'OpusHead');
}

/** Longer claims are a broken or forged counter. */
const longestSeconds = 24 * 60 * 60;

/**
 * The length of an Ogg file's first Opus or Vorbis stream in seconds, told from its page counters without decoding. A cut
 * file counts up to its last whole page. Undefined when it is no such file, claims more than a day, or is cut into so many
 * pages that counting them would take long. Never throws.
 */
export function oggSeconds(bytes: Uint8Array): number | undefined {
  if (!startsWith(bytes, 0, 'OggS')) return undefined;
  const file = bufferOf(bytes);
  const pages = oggPages(file);
  const first = pages.next();
  if (first.done) return undefined;
  const clock = oggClock(file.subarray(first.value.bodyAt, first.value.end));
  if (!clock || clock.rate === 0) return undefined;
  const serial = file.readUInt32LE(first.value.at + 14);
  let last = 0;
  let page = pages.next();
  for (; !page.done; page = pages.next()) {
    const { at, end } = page.value;
    if (end <= file.length && file.readUInt32LE(at + 14) === serial)
      last = Math.max(last, samplesAt(file, page.value) ?? 0);
  }
  const seconds = Math.max(0, last - clock.skip) / clock.rate;
  return page.value && seconds <= longestSeconds ? seconds : undefined;
}

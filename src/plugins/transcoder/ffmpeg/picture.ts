import { Readable } from 'node:stream';
import type { Image } from '../../../core/kinds/model.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import {
  heifSize,
  jpegSize,
  sniffImage,
  type ImageFormat,
  type Size,
} from '../../../core/plugin-api/images.ts';
import { hevcTiles } from './hevc-tiles.ts';
import { limits } from './input.ts';
import { contain, explain, OutputCollector, run, type Bounds } from './run-ffmpeg.ts';

/** ffmpeg's name for what reads each format. */
const demuxers: Readonly<Record<Exclude<ImageFormat, 'tiff'>, string>> = {
  jpeg: 'jpeg_pipe',
  png: 'png_pipe',
  webp: 'webp_pipe',
  gif: 'gif',
  bmp: 'bmp_pipe',
  heif: 'mov',
};

/** A picture of more is a bomb, or a map; phones take up to fifty. */
const mostPixels = 52_000_000;

/** More bytes than a JPEG of 1,024 × 1,024 pixels of noise takes. */
const largestJpeg = 2_000_000;

/** One run over a picture. */
export interface Picturing extends Bounds {
  ffmpeg: string;
  /** Bytes to pipe in, or the absolute path of a file. */
  input: Uint8Array | string;
  inputOptions: readonly string[];
  /** Whether parts of it may be transparent: they become white, as a phone shows them. */
  isClear: boolean;
  /** Filters that make the picture of the frames that are read. */
  before: readonly string[];
  /** Pixels on either side. */
  longest: number;
}

/** How ffmpeg is to read a picture, and what is to be expected of it. */
export interface PictureReading extends Pick<Picturing, 'inputOptions' | 'isClear' | 'before'> {
  /** What it reads: the file, or the pictures in it. */
  bytes: Uint8Array;
  needsFile: boolean;
  /** How large all of it is, where ffmpeg may give a part for it. */
  whole?: Size | undefined;
}

/** How ffmpeg is to read a picture; undefined where it is none that is read. */
export function pictureReading(bytes: Uint8Array): PictureReading | undefined {
  const format = sniffImage(bytes);
  if (format === undefined || format === 'tiff') return undefined;
  const tiles = format === 'heif' ? hevcTiles(bytes) : undefined;
  const demuxer = tiles ? 'hevc' : demuxers[format];
  // Of these ffmpeg has to go back and forth.
  const needsFile = !tiles && (format === 'heif' || format === 'gif');
  return {
    inputOptions: [...limits(needsFile, demuxer), '-max_pixels', String(mostPixels), '-f', demuxer],
    isClear: format === 'png' || format === 'webp' || format === 'gif',
    needsFile,
    bytes: tiles?.stream ?? bytes,
    before: tiles?.filters ?? [],
    whole: format === 'heif' && !tiles ? heifSize(bytes) : undefined,
  };
}

/**
 * The first frame, upright, as JPEG. Settles only when the process is gone; rejects with the signal's reason, FfmpegGone or a
 * ServiceError, never with anything that ffmpeg said.
 */
export async function picture(picturing: Picturing, signal: AbortSignal): Promise<Uint8Array> {
  const { default: fluent } = await import('fluent-ffmpeg');
  signal.throwIfAborted();
  const { input, ffmpeg, inputOptions, isClear } = picturing;
  const source = typeof input === 'string' ? input : Readable.from([input]);
  const command = contain(fluent(source), ffmpeg, picturing);
  const kill = (): void => void command.kill('SIGKILL');
  const sink = new OutputCollector(largestJpeg, kill);
  command
    .inputOptions([...inputOptions])
    .outputOptions([isClear ? '-filter_complex' : '-vf', filter(picturing)])
    .outputOptions(['-frames:v', '1', '-map_metadata', '-1', '-threads', '1'])
    .outputOptions(['-pix_fmt', 'yuvj420p', '-c:v', 'mjpeg', '-q:v', '4', '-f', 'mjpeg'])
    .on('start', () => signal.aborted && kill());
  signal.addEventListener('abort', kill, { once: true });
  const failure = await run(command, sink).finally(() => signal.removeEventListener('abort', kill));
  signal.throwIfAborted();
  if (failure !== undefined && !sink.full) throw explain(failure);
  await sink.flushed;
  if (sink.full || sink.bytes.length === 0) throw noPicture();
  return sink.bytes;
}

function filter({ longest, isClear, before }: Picturing): string {
  const scale = `scale=w='min(${longest},iw)':h='min(${longest},ih)':force_original_aspect_ratio=decrease`;
  const scaled = [...before, scale].join(',');
  if (!isClear) return scaled;
  const white = 'lutrgb=r=maxval:g=maxval:b=maxval:a=maxval';
  return `${scaled},format=rgba,split[a][b];[a]${white}[w];[w][b]overlay=format=rgb`;
}

/** The picture with its size; of one that is kept in tiles an ffmpeg may give the first tile for the whole, which then has another form. */
export function wholePicture(jpeg: Uint8Array, whole: Size | undefined, longest: number): Image {
  const size = jpegSize(jpeg);
  if (!size) throw noPicture();
  const expected = whole && Math.min(longest, Math.max(whole.width, whole.height));
  const isTile =
    whole && expected !== undefined
      ? Math.abs(Math.max(size.width, size.height) - expected) > 2 ||
        Math.abs(ratio(size) - ratio(whole)) > 0.02
      : false;
  if (isTile) throw noPicture();
  return { jpeg, ...size };
}

function ratio({ width, height }: Pick<Image, 'width' | 'height'>): number {
  return Math.min(width, height) / Math.max(width, height);
}

/** The same failure as one of a picture: what keeps sound from being read keeps pictures, too. */
export function aboutImage(error: unknown): unknown {
  return error instanceof ServiceError && error.about === 'audio' ? noPicture() : error;
}

/** There is nothing in a file that ffmpeg can show. */
export function noPicture(): ServiceError {
  const message = 'ffmpeg finds no picture in this file that it can read';
  return new ServiceError('ffmpeg.image', message, { retryable: false, about: 'image' });
}

import { execFileSync } from 'node:child_process';

/** A picture made by the machine's own ffmpeg, as bytes; `format` is its muxer with what encodes it. */
export function drawn(
  size: string,
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' = 'jpeg',
  source = 'testsrc',
): Buffer {
  const [muxer, codec] = {
    jpeg: ['mjpeg', 'mjpeg'],
    png: ['image2pipe', 'png'],
    webp: ['webp', 'libwebp'],
    gif: ['gif', 'gif'],
    bmp: ['image2pipe', 'bmp'],
  }[format] as [string, string];
  const from = source === 'testsrc' ? `testsrc=size=${size}` : `${source}:size=${size},format=rgba`;
  const shape = format === 'jpeg' ? ['-pix_fmt', 'yuvj420p'] : [];
  return execFileSync(
    'ffmpeg',
    ['-loglevel', 'error', '-f', 'lavfi', '-i', from, '-frames:v', '1', ...shape].concat([
      '-c:v',
      codec,
      '-f',
      muxer,
      'pipe:1',
    ]),
    { maxBuffer: 64 * 1024 * 1024 },
  );
}

/** The colour of the pixel in the upper left corner of a JPEG: red, green, blue. */
export function firstPixel(jpeg: Uint8Array): number[] {
  const raw = execFileSync(
    'ffmpeg',
    ['-loglevel', 'error', '-i', 'pipe:0', '-frames:v', '1', '-f', 'rawvideo'].concat([
      '-pix_fmt',
      'rgb24',
      'pipe:1',
    ]),
    { input: jpeg, maxBuffer: 64 * 1024 * 1024 },
  );
  return [...raw.subarray(0, 3)];
}

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A voice note of the collection beside the tests. */
export async function voice(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../../voices/${name}.ogg`, import.meta.url));
}

/** Seconds that `ru-human-03` lasts. */
export const noteSeconds = 5.51;

/** What ffmpeg makes of a note with these options; they end with the output's format. Seekable, as a phone writes it. */
export async function made(
  options: readonly string[],
  source?: Uint8Array,
  before: readonly string[] = [],
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-sounds-'));
  try {
    const [input, output] = [join(folder, 'in'), join(folder, 'out')];
    await writeFile(input, source ?? (await voice('ru-human-03')));
    await run('ffmpeg', ['-v', 'error', '-nostdin', ...before, '-i', input, ...options, output]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Two seconds of AMR frames that no encoder had to be installed for: a buzz at 12.2 kbit/s that comes and goes as syllables do. */
export function amrNote(): Uint8Array {
  const buzz = Buffer.from([
    0x3c,
    ...Array.from({ length: 31 }, (_, index) => (index * 73 + 41) % 256),
  ]);
  const quiet = Buffer.from([0x04, ...Array.from({ length: 12 }, () => 0)]);
  return Buffer.concat([
    Buffer.from('#!AMR\n'),
    ...Array.from({ length: 100 }, (_, index) => (index % 20 < 10 ? buzz : quiet)),
  ]);
}

const picture = ['-f', 'lavfi', '-i', 'color=size=64x64:rate=5:duration=2'];

/** What phones and other messengers send, made when it is asked for. */
export const sounds: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  ogg: () => voice('ru-human-03'),
  mp3: () => made(['-f', 'mp3']),
  wav: () => made(['-f', 'wav']),
  flac: () => made(['-f', 'flac']),
  webm: () => made(['-c:a', 'libopus', '-f', 'webm']),
  aac: () => made(['-c:a', 'aac', '-f', 'adts']),
  'm4a with its index at the end': () => made(['-c:a', 'aac', '-f', 'ipod']),
  'm4a with its index first': () => made(['-c:a', 'aac', '-movflags', '+faststart', '-f', 'ipod']),
  'mp4 with a picture': () =>
    made(['-c:a', 'aac', '-c:v', 'mpeg4', '-f', 'mp4'], undefined, picture),
  '3gp with AAC': () => made(['-c:a', 'aac', '-f', '3gp']),
  'avi, which no speech service takes': () => made(['-c:a', 'pcm_s16le', '-f', 'avi']),
  aiff: () => made(['-f', 'aiff']),
};

/** A video without sound. */
export function silentFilm(): Promise<Uint8Array> {
  return made(['-map', '0:v', '-c:v', 'mpeg4', '-f', 'mp4'], undefined, picture);
}

/** A 3gp file with AMR inside, as old phones record. */
export function oldPhoneNote(): Promise<Uint8Array> {
  return made(['-c:a', 'copy', '-f', '3gp'], amrNote());
}

import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { SetupError } from '../../../core/plugin-api/failures.ts';

/** An ffmpeg that runs and writes MP3. */
export interface Ffmpeg {
  /** An absolute path, or a name that is on PATH. */
  path: string;
  /** As it calls itself: `5.1.9-0+deb12u1`. */
  version: string;
  /** Whether it writes Opus, too, as voice notes need it. */
  opus: boolean;
}

/** Where to look, in this order. */
export interface Places {
  /** What FFMPEG_PATH names. */
  configured: string | undefined;
  /** The path of ffmpeg-static's program; undefined when the package is not installed. */
  bundled(): Promise<string | undefined>;
  /** The name on PATH. */
  name: string;
}

/** A loaded machine takes seconds to start a program; more than this, in milliseconds, is one that hangs. */
const longestStartMs = 20_000;

/**
 * The first ffmpeg that works. Rejects with a SetupError: `setup.transcoder.path` when FFMPEG_PATH is set and what it names
 * is not usable (nothing else is tried then), `setup.transcoder.missing` when there is none.
 */
export async function findFfmpeg({ configured, bundled, name }: Places): Promise<Ffmpeg> {
  if (configured !== undefined) return await findConfigured(configured);
  for (const path of [await bundled(), name]) {
    const found = path === undefined ? undefined : await identify(path);
    if (found && 'version' in found) return found;
  }
  throw new SetupError(
    'transcoder.missing',
    'No ffmpeg found that can write MP3, so this audio cannot be converted',
    {
      suggestions: [
        'Install it: apt install ffmpeg (Debian, Ubuntu), apk add ffmpeg (Alpine) or brew install ffmpeg (macOS).',
        'Or set FFMPEG_PATH to an ffmpeg in another place.',
      ],
    },
  );
}

async function findConfigured(path: string): Promise<Ffmpeg> {
  const found = await identify(path);
  if ('version' in found) return found;
  throw new SetupError('transcoder.path', `FFMPEG_PATH names ${path}, but ${found.problem}`, {
    suggestions: [
      'Set it to the full path of an ffmpeg program, or remove it to use the one that is installed.',
    ],
  });
}

/** Whether the program may still be started; names on PATH are looked for at every start anyway. */
export async function isThere(path: string): Promise<boolean> {
  if (!isAbsolute(path)) return true;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function identify(path: string): Promise<Ffmpeg | { problem: string }> {
  if (!(await isThere(path))) return { problem: 'there is no executable program there' };
  const said = await ask(path, '-encoders');
  if (said === undefined) return { problem: 'it does not run' };
  const version = /^ffmpeg version (\S+)/.exec(said)?.[1];
  if (version === undefined) return { problem: 'that is not ffmpeg' };
  if (!/\blibmp3lame\b.*MP3/.test(said))
    return { problem: 'that ffmpeg cannot write MP3 (no libmp3lame)' };
  return { path, version, opus: /\blibopus\b/.test(said) };
}

/** What ffmpeg says when it is asked for a list; its banner comes first. Undefined when it does not run. */
function ask(path: string, list: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const limits = {
      timeout: longestStartMs,
      killSignal: 'SIGKILL',
      maxBuffer: 4 * 1024 * 1024,
      windowsHide: true,
    } as const;
    const child = execFile(path, [list], limits, (error, stdout, stderr) =>
      resolve(error ? undefined : stderr + stdout),
    );
    child.stdin?.end();
  });
}

/** What customers send and ffmpeg may be built without: its name for people, and the decoders that read it. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  Opus: ['opus', 'libopus'],
  AAC: ['aac', 'libfdk_aac'],
  AMR: ['amrnb', 'libopencore_amrnb'],
};

/** The same for pictures; HEIC is what iPhones send as files. */
const wantedPictures: Readonly<Record<string, readonly string[]>> = {
  JPEG: ['mjpeg'],
  PNG: ['png'],
  WebP: ['webp'],
  HEIC: ['hevc'],
};

/** The audio and the pictures that this ffmpeg cannot read, of what customers send. */
export async function missingDecoders({
  path,
}: Ffmpeg): Promise<{ audio: string[]; pictures: string[] }> {
  const words = new Set((await ask(path, '-decoders'))?.split(/\s+/));
  const missing = (table: typeof wanted): string[] =>
    Object.keys(table).filter((kind) => !table[kind]?.some((decoder) => words.has(decoder)));
  return { audio: missing(wanted), pictures: missing(wantedPictures) };
}

/** Those of these filters that this ffmpeg was built without; none where it does not say. */
export async function missingFilters(
  { path }: Ffmpeg,
  filters: readonly string[],
): Promise<string[]> {
  const said = await ask(path, '-filters');
  if (said === undefined) return [];
  const words = new Set(said.split(/\s+/));
  return filters.filter((filter) => !words.has(filter));
}

/** The program that the optional package ffmpeg-static brought, if it is installed. */
export async function bundledFfmpeg(): Promise<string | undefined> {
  // Not a literal, because neither the compiler nor a bundler can count on the package.
  const name: string = 'ffmpeg-static';
  try {
    const { default: path } = (await import(name)) as { default?: unknown };
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

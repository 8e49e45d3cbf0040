import { execFile, type ExecFileException } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audioFileName, leastSeconds, type AudioFormat } from '../../../core/plugin-api/audio.ts';
import { ServiceError, SetupError } from '../../../core/plugin-api/failures.ts';
import { FairQueue } from '../../../core/plugin-api/limits.ts';
import type { Audio, Speech, SpeechHints, Transcript } from '../../../core/kinds/speech.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import { readOutput } from './output.ts';

export interface RunnerDependencies {
  /** whisper-cli, or what takes its arguments. */
  program: string;
  /** The file with the model. */
  model: string;
  language: Language | undefined;
  /** The folder for temporary files. */
  folder: string;
}

/** Speech to text by a program that is started for each note; one at a time, because it takes every processor, short ones first. */
export class Runner implements Speech {
  /** What whisper-cli reads by itself; it knows no Opus. */
  readonly formats: ReadonlySet<AudioFormat> = new Set<AudioFormat>(['wav', 'mp3', 'flac']);
  /** An hour of speech as MP3. */
  readonly maxBytes = 25_000_000;
  readonly #parts: RunnerDependencies;
  readonly #slots = new FairQueue(1);

  private constructor(parts: RunnerDependencies) {
    this.#parts = parts;
  }

  /** Rejects with a SetupError when the program cannot be run or the model cannot be read. */
  static async open(parts: RunnerDependencies): Promise<Runner> {
    await usable('WHISPER_CPP_PROGRAM', parts.program, constants.X_OK);
    await usable('WHISPER_CPP_MODEL', parts.model, constants.R_OK);
    return new Runner(parts);
  }

  get language(): Language | undefined {
    return this.#parts.language;
  }

  transcribe(audio: Audio, hints: SpeechHints, signal: AbortSignal): Promise<Transcript> {
    const seconds = audio.seconds ?? leastSeconds(audio.bytes);
    return this.#slots.run(() => this.#hear(audio, hints, signal), { seconds }, signal);
  }

  async #hear(
    { bytes, format }: Audio,
    hints: SpeechHints,
    signal: AbortSignal,
  ): Promise<Transcript> {
    const folder = await mkdtemp(join(this.#parts.folder, 'wabot-whisper-'));
    try {
      const input = join(folder, audioFileName(format));
      const output = join(folder, 'heard');
      await writeFile(input, bytes, { mode: 0o600 });
      await this.#run(['--file', input, '--output-json', '--output-file', output], hints, signal);
      const heard = readOutput(await readFile(`${output}.json`, 'utf8').catch(() => ''));
      if (!heard) throw failed('audio', 'cannot read this audio', false);
      const { segments, ...rest } = heard;
      return hints.times && segments ? { ...rest, segments } : rest;
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  #run(files: readonly string[], hints: SpeechHints, signal: AbortSignal): Promise<void> {
    const { program, model, language } = this.#parts;
    const settings = [
      '--model',
      model,
      '--language',
      language ?? hints.language ?? 'auto',
      '--no-prints',
    ];
    const limits = {
      signal,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 1024 * 1024,
      windowsHide: true,
    } as const;
    return new Promise((resolve, reject) => {
      const child = execFile(program, [...settings, ...files], limits, (error) => {
        if (signal.aborted) reject(signal.reason as Error);
        else if (error) reject(explain(error));
        else resolve();
      });
      child.stdin?.end();
    });
  }
}

async function usable(name: string, path: string, mode: number): Promise<void> {
  await access(path, mode).catch((cause: unknown) => {
    const what =
      mode === constants.X_OK
        ? 'that is not a program that may be run'
        : 'that file cannot be read';
    throw new SetupError('speech.whisper-cpp', `${name} names ${path}, but ${what}`, {
      suggestions: ['Set it to the full path.'],
      cause,
    });
  });
}

/** A program that was ended from outside may have had no memory; one that ends by itself will do so again. */
function explain({ signal, code }: ExecFileException): ServiceError {
  if (typeof signal === 'string') return failed('killed', `was ended by ${signal}`, true);
  return failed(
    'program',
    `does not work (${typeof code === 'number' ? `exit code ${code}` : String(code)})`,
    false,
  );
}

function failed(name: string, what: string, retryable: boolean): ServiceError {
  const more =
    name === 'audio'
      ? { about: 'audio' as const }
      : { suggestions: ['Run it by hand with the same model, to see what it says.'] };
  return new ServiceError(`whisper-cpp.${name}`, `The whisper.cpp program ${what}`, {
    retryable,
    ...more,
  });
}

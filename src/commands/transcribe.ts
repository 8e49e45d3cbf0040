import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import type { AudioFormat } from '../core/audio.ts';
import { languages } from '../core/language/index.ts';
import { openPlugins } from '../core/assembly/open-plugins.ts';
import { transcriptFormats, type TranscriptFormat } from '../core/hearing/file-hearing.ts';
import {
  transcribeFile,
  transcriptText,
  type FileOutcome,
  type FileTranscript,
} from '../cli/file-transcript.ts';
import { Progress } from '../cli/terminal/progress.ts';
import { printable } from '../core/printable.ts';
import { interruption } from '../cli/terminal/signals.ts';

export default class Transcribe extends WabotCommand {
  static override readonly summary = 'Turn voice notes into text.';
  static override readonly description =
    'Takes one or more audio or video files; converts what the speech service does not accept. Subtitles (srt, vtt) need a model that returns timestamps, such as whisper-1.';
  static override readonly examples = [
    '<%= config.bin %> transcribe voice.ogg',
    '<%= config.bin %> transcribe notes/*.ogg --language kk --verbose',
    '<%= config.bin %> transcribe lecture.mp4 --format srt > lecture.srt',
  ];
  static override readonly strict = false;
  static override readonly args = {
    file: Args.string({ description: 'Audio or video files.', required: true }),
  };
  static override readonly flags = {
    language: Flags.option({
      options: languages,
      summary: 'Spoken language; by default the service detects it.',
    })(),
    format: Flags.option({
      options: transcriptFormats,
      default: 'text',
      summary: 'Output format of the transcript.',
    })(),
    verbose: Flags.boolean({ summary: 'Explain on stderr how each file was judged.' }),
  };

  async run(): Promise<{ files: FileTranscript[] }> {
    const { argv, flags } = await this.parse(Transcribe);
    if (argv.length > 1 && ['srt', 'vtt'].includes(flags.format))
      throw new CLIError(`--format ${flags.format} takes one file at a time.`, { exit: 2 });
    const files = await Promise.all(argv.map((path) => this.existingFile(String(path))));
    const signal = interruption();
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: ['speech', 'transcoder'],
      settings: {},
      log: 'stderr',
    });
    const { convert, languages: spoken, turnTimeoutMs: timeoutMs } = opened.bot;
    const listening = {
      ...opened.plugins,
      convert,
      languages: spoken,
      refused: new Set<AudioFormat>(),
    };
    const progress = new Progress(files.length, { shown: !this.jsonEnabled() });
    const outcomes: FileOutcome[] = [];
    try {
      for (const file of files) {
        progress.show(outcomes.length, printable(file));
        const outcome = await transcribeFile(file, listening, flags, { timeoutMs, signal });
        progress.clear();
        outcomes.push(outcome);
        this.#explain(outcome.transcript);
        if (outcome.failure === undefined || files.length > 1)
          this.#show(outcome.transcript, flags.format, files.length > 1);
      }
    } finally {
      await opened.close();
    }
    return this.#end(outcomes);
  }

  #explain({ file, signals = [] }: FileTranscript): void {
    for (const line of signals) this.logToStderr(printable(`${file}: ${this.words(line)}`));
  }

  #show(transcript: FileTranscript, format: TranscriptFormat, named: boolean): void {
    const text = transcriptText(transcript, format, named);
    if (text !== undefined) this.#print(text, format);
    if (transcript.problem !== undefined)
      this.logToStderr(printable(`${transcript.file}: ${this.words(transcript.problem)}`));
  }

  /** Only sentences are broken on a terminal: the other formats are for programs. */
  #print(text: string, format: TranscriptFormat): void {
    if (format === 'text') this.show(text);
    else this.log(text);
  }

  /** A failure of the only file is the command's; among several it is an entry and the exit code. */
  #end(outcomes: readonly FileOutcome[]): { files: FileTranscript[] } {
    const failure = outcomes.find((outcome) => outcome.failure !== undefined)?.failure;
    if (failure !== undefined && outcomes.length === 1) throw failure;
    if (failure !== undefined) process.exitCode = failure.oclif.exit;
    return { files: outcomes.map(({ transcript }) => transcript) };
  }
}

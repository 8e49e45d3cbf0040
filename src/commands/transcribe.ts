import { readFile } from 'node:fs/promises';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../base-command.ts';
import { WabotError } from '../core/errors.ts';
import { hear, type Heard } from '../core/hear.ts';
import { languages } from '../core/language/index.ts';
import { open } from '../core/open.ts';
import { retrying } from '../core/retry.ts';
import { Progress } from '../progress.ts';
import { interruption } from '../signals.ts';

/** What became of one file. `text` is empty when nothing was understood; `problem` says why, or why it failed. */
interface Transcribed {
  file: string;
  text: string;
  language?: string;
  seconds?: number;
  ms: number;
  problem?: string;
}

export default class Transcribe extends WabotCommand {
  static override readonly summary = 'Turn voice notes into text.';
  static override readonly description = 'Takes one or many audio files; converts what the speech service does not take.';
  static override readonly examples = [
    '<%= config.bin %> transcribe voice.ogg',
    '<%= config.bin %> transcribe notes/*.ogg --language kk --json',
  ];
  static override readonly strict = false;
  static override readonly args = { file: Args.string({ description: 'Audio files.', required: true }) };
  static override readonly flags = {
    language: Flags.option({ options: languages, summary: 'Language that is spoken; without it the service finds out.' })(),
  };

  async run(): Promise<{ files: Transcribed[] }> {
    const { argv, flags } = await this.parse(Transcribe);
    const files = await Promise.all(argv.map((path) => this.existingFile(String(path))));
    const stop = interruption();
    const opened = await open({ ...(await this.world()), kinds: ['speech', 'transcoder'], settings: {}, log: 'stderr' });
    const progress = new Progress(files.length, { shown: !this.jsonEnabled() });
    const results: Transcribed[] = [];
    let failure: unknown;
    try {
      const ears = { ...opened.plugins, convert: opened.bot.convert };
      const hints = flags.language === undefined ? {} : { language: flags.language };
      for (const file of files) {
        progress.show(results.length, file);
        const begun = Date.now();
        const limits = { deadline: begun + opened.bot.turnTimeoutMs, signal: stop, now: Date.now };
        const bytes = await readFile(file);
        const heard = await retrying(() => hear({ bytes }, ears, hints, stop), limits).catch((error: unknown) => {
          stop.throwIfAborted();
          failure ??= error;
          return error instanceof WabotError ? error : Promise.reject(error);
        });
        progress.clear();
        results.push(this.#print({ file, ms: Date.now() - begun, ...described(heard) }, files.length > 1));
      }
    } finally {
      await opened.close();
    }
    if (failure !== undefined && files.length === 1) throw failure;
    if (failure instanceof WabotError) process.exitCode = failure.oclif.exit;
    return { files: results };
  }

  #print(result: Transcribed, named: boolean): Transcribed {
    if (result.text !== '') this.log(named ? `${result.file}: ${result.text}` : result.text);
    if (result.problem !== undefined) this.logToStderr(`${result.file}: ${result.problem}`);
    return result;
  }
}

function described(heard: Heard | WabotError): Omit<Transcribed, 'file' | 'ms'> {
  if (heard instanceof WabotError) return { text: '', problem: heard.message };
  const { seconds } = heard;
  const length = seconds === undefined ? {} : { seconds };
  if (heard.type === 'unclear') return { text: '', problem: `nothing understood (${heard.reason})`, ...length };
  return { text: heard.text, ...(heard.language === undefined ? {} : { language: heard.language }), ...length };
}

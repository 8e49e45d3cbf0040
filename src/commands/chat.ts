import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { ChatInput, type Burst } from '../cli/dev/chat-input.ts';
import { asShown, lineReader } from '../cli/terminal/conversation.ts';
import { historyLimits } from '../core/bot/turn-dependencies.ts';
import type { Translate } from '../core/owner-language/index.ts';
import { textOf } from '../core/turn/reply-form.ts';
import { DryRun, type DryTurn } from '../core/turn/dry-run.ts';
import { shownObjections } from '../cli/shown-objections.ts';
import { basesOf, shownBases } from '../cli/shown-passages.ts';
import { messengerOfChat } from '../cli/base/named-chat.ts';
import { openRehearsed } from '../cli/rehearsal.ts';
import {
  rehearsedDependencies,
  rehearsedMode,
  type Rehearsed,
  type Rehearsing,
} from '../core/operator/rehearsal.ts';
import { printedCalls, shownCalls } from '../cli/shown-calls.ts';
import { phoneFlag } from '../cli/phone-flag.ts';
import { listedName, shownVersion } from '../core/prompts/version-label.ts';
import { namedPrompt, PromptsCommand } from '../cli/base/prompts-command.ts';
import { endAsStopped, interruption } from '../cli/terminal/signals.ts';
import { printable } from '../core/printable.ts';

export default class Chat extends PromptsCommand {
  static override readonly summary = 'Ask the bot as a customer would, without a messenger.';
  static override readonly description =
    "Takes the same turn as `serve`, with that chat's history, and prints the reply; sends nothing, and saves nothing without --save. Functions run, and what they change is changed. Files and the text are answered by one reply. Without any it reads standard input, or starts a conversation on a terminal.";
  static override readonly examples = [
    '<%= config.bin %> chat --phone 77001234567 "Сколько стоит курс?"',
    '<%= config.bin %> chat --phone 77001234567 --voice question.ogg --verbose',
    '<%= config.bin %> chat --phone 77001234567 --image "photo.jpg Есть такое?" --file price.xlsx',
  ];
  static override readonly args = { text: Args.string({ description: "The customer's message." }) };
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    prompt: namedPrompt(),
    save: Flags.boolean({ summary: "Save the exchange to the chat's history." }),
    verbose: Flags.boolean({
      summary:
        'Also print language, model, tokens, milliseconds, prompt version, what was found in the documents, and which functions were called.',
    }),
    voice: Flags.string({
      summary: 'Send this audio file as a voice note.',
      helpValue: '<file>',
    }),
    image: Flags.string({
      multiple: true,
      // The text may stand behind it.
      multipleNonGreedy: true,
      summary: 'Send this picture; words behind its name are its caption (repeatable).',
      helpValue: '<file>',
    }),
    file: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Send this document, likewise (repeatable).',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<object> {
    const { args, flags, raw } = await this.parse(Chat);
    const input = new ChatInput(flags.phone, (path) => this.existingFile(path));
    const first = await input.burst(args.text, raw);
    const stop = interruption();
    const prompt = flags.prompt === undefined ? undefined : await this.promptNamed(flags.prompt);
    const world = await this.world();
    const messenger = await messengerOfChat(flags.phone, world);
    const opened = await openRehearsed(world);
    try {
      const how = { prompt, save: flags.save, messenger };
      const dryRun = await dryRunOf(opened, flags.phone, input, how);
      const version = async (recorded: string): Promise<string> =>
        shownVersion(await this.versions(), recorded);
      const listed = async (recorded: string): Promise<string> =>
        listedName(await this.versions(), recorded);
      const say = async (burst: Burst): Promise<DryTurn> => {
        const turn = await this.waiting('Answering', () => dryRun.turn(burst, stop));
        this.log(asShown(textOf(turn.replies), this.screen));
        if (flags.verbose)
          for (const line of await details(turn, version, this.words)) this.logToStderr(line);
        if (flags.verbose)
          for (const line of [
            ...shownObjections(turn),
            ...(await this.#bases(turn)),
            ...shownCalls(turn.record),
          ])
            this.logToStderr(line);
        return turn;
      };
      const told = async (burst: Burst): Promise<object> => summary(await say(burst), listed);
      if (first) return await told(first);
      return await this.#talk(input, told, stop);
    } finally {
      await opened.close();
    }
  }

  /** What of the documents an answer rests on, in lines. */
  async #bases({ record }: DryTurn): Promise<string[]> {
    const bases = basesOf(record.entries.at(-1), record.calls ?? [], await this.keptDocuments());
    return shownBases(await bases, this.words);
  }

  async #talk(
    input: ChatInput,
    say: (burst: Burst) => Promise<object>,
    stop: AbortSignal,
  ): Promise<{ turns: object[] }> {
    const turns: object[] = [];
    const terminal = lineReader(stop, '> ');
    this.logToStderr(
      'Write as the customer; a line that begins with @ sends that file, with words behind its name as its caption. An empty line or Ctrl+D ends.',
    );
    terminal.prompt();
    for await (const line of terminal) {
      if (line.trim() === '') break;
      const burst = await this.#said(input, line.trim());
      if (burst) turns.push(await say(burst));
      terminal.prompt();
    }
    terminal.close();
    endAsStopped(stop);
    return { turns };
  }

  /** What a line says; undefined, and said why, where it names no file that can be sent. */
  async #said(input: ChatInput, line: string): Promise<Burst | undefined> {
    try {
      return await input.line(line);
    } catch (error) {
      if (!(error instanceof CLIError)) throw error;
      this.logToStderr(error.message);
      return undefined;
    }
  }
}

/** Turns of what was opened, with the prompt that was named if there is one; what is sent is a file of this machine. */
async function dryRunOf(
  opened: Rehearsed,
  chat: string,
  input: ChatInput,
  { save, ...named }: Rehearsing & { save: boolean },
): Promise<DryRun> {
  return new DryRun(await rehearsedDependencies(opened, input.download, named), {
    save,
    timeoutMs: opened.bot.turnTimeoutMs,
    history: historyLimits(opened.bot),
    ...(await rehearsedMode(chat, opened)),
  });
}

async function summary(
  { replies, language, record, passages, objections, ms }: DryTurn,
  listed: (recorded: string) => Promise<string>,
): Promise<object> {
  const { promptVersion: recorded } = record;
  return {
    reply: textOf(replies),
    replies: replies.map(({ text }) => text),
    spoken: replies.some(({ voice }) => voice !== undefined),
    language,
    ms,
    model: record.model,
    usage: record.usage,
    promptVersion: recorded === undefined ? undefined : await listed(recorded),
    knowledgeVersion: record.knowledgeVersion,
    passages,
    objections,
    calls: printedCalls(record),
  };
}

/** What was heard, where somebody spoke, and what the answer was made with. */
async function details(
  { replies, language, record, ms }: DryTurn,
  version: (recorded: string) => Promise<string>,
  words: Translate,
): Promise<string[]> {
  const { usage, model = 'none', promptVersion, entries } = record;
  const heard = entries.filter(({ role, voice }) => role === 'customer' && voice);
  const tokens = usage ? `${usage.input} in (${usage.cached} cached), ${usage.output} out` : 'none';
  const form = replies.some(({ voice }) => voice !== undefined) ? ' · would be spoken' : '';
  const prompt = promptVersion === undefined ? 'none' : await version(promptVersion);
  return [
    ...heard.map(({ text }) => `🎤 ${words('Heard')}: ${printable(text)}`),
    `language ${language} · model ${model} · tokens ${tokens} · ${ms} ms · prompt ${prompt}${form}`,
  ];
}

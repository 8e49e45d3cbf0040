import { text as readAll } from 'node:stream/consumers';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { asShown, lineReader } from '../cli/terminal/conversation.ts';
import type { Content, Inbound } from '../core/kinds/channel.ts';
import { historyLimits } from '../core/bot/turn-dependencies.ts';
import type { Translate } from '../core/owner-language/index.ts';
import { textOf } from '../core/turn/reply-form.ts';
import { DryRun, type DryTurn } from '../core/turn/dry-run.ts';
import type { TurnDependencies } from '../core/turn/turn-parts.ts';
import { readBounded } from '../cli/read-bounded.ts';
import { shownObjections } from '../cli/shown-objections.ts';
import { basesOf, shownBases } from '../cli/shown-passages.ts';
import {
  openRehearsed,
  rehearsedDependencies,
  rehearsedMode,
  type Rehearsed,
} from '../cli/rehearsal.ts';
import { printedCalls, shownCalls } from '../cli/shown-calls.ts';
import { phoneFlag } from '../cli/phone-flag.ts';
import { listedName, shownVersion } from '../core/prompts/version-label.ts';
import { namedPrompt, PromptsCommand } from '../cli/base/prompts-command.ts';
import { endAsStopped, interruption } from '../cli/terminal/signals.ts';
import { printable } from '../core/printable.ts';

export default class Chat extends PromptsCommand {
  static override readonly summary = 'Ask the bot as a customer would, without WhatsApp.';
  static override readonly description =
    "Takes the same turn as `serve`, with that chat's history, and prints the reply; sends nothing, and saves nothing without --save. Functions run, and what they change is changed. Without a text it reads standard input, or starts a conversation on a terminal.";
  static override readonly examples = [
    '<%= config.bin %> chat --phone 77001234567 "Сколько стоит курс?"',
    '<%= config.bin %> chat --phone 77001234567 --voice question.ogg --verbose',
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
      summary: 'Send this audio file as a voice note instead of text.',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(Chat);
    const first = await this.#content(args.text, flags.voice);
    const stop = interruption();
    const prompt = flags.prompt === undefined ? undefined : await this.promptNamed(flags.prompt);
    const opened = await openRehearsed(await this.world());
    try {
      const dryRun = await dryRunOf(opened, flags.phone, { prompt, save: flags.save });
      const version = async (recorded: string): Promise<string> =>
        shownVersion(await this.versions(), recorded);
      const listed = async (recorded: string): Promise<string> =>
        listedName(await this.versions(), recorded);
      const say = async (content: Content): Promise<DryTurn> => {
        const inbound = toInbound(flags.phone, content);
        const turn = await this.waiting('Answering', () => dryRun.turn([inbound], stop));
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
      const told = async (content: Content): Promise<object> => summary(await say(content), listed);
      if (first) return await told(first);
      return await this.#talk(told, stop);
    } finally {
      await opened.close();
    }
  }

  /** What of the documents an answer rests on, in lines. */
  async #bases({ record }: DryTurn): Promise<string[]> {
    const bases = basesOf(record.entries.at(-1), record.calls ?? [], await this.keptDocuments());
    return shownBases(await bases, this.words);
  }

  /** What to say first; undefined to talk in a loop. */
  async #content(
    text: string | undefined,
    voice: string | undefined,
  ): Promise<Content | undefined> {
    if (voice !== undefined)
      return { type: 'voice', media: { fileName: await this.existingFile(voice) } };
    if (text === undefined && process.stdin.isTTY) return undefined;
    const said = (text ?? (await readAll(process.stdin))).trim();
    if (said === '')
      throw new CLIError('There is nothing to say: give a text, or pipe one in.', { exit: 2 });
    return { type: 'text', text: said };
  }

  async #talk(
    say: (content: Content) => Promise<object>,
    stop: AbortSignal,
  ): Promise<{ turns: object[] }> {
    const turns: object[] = [];
    const terminal = lineReader(stop, '> ');
    this.logToStderr('Write as the customer; an empty line or Ctrl+D ends.');
    terminal.prompt();
    for await (const line of terminal) {
      if (line.trim() === '') break;
      turns.push(await say({ type: 'text', text: line.trim() }));
      terminal.prompt();
    }
    terminal.close();
    endAsStopped(stop);
    return { turns };
  }
}

/** Turns of what was opened, with the prompt that was named if there is one; a voice note is a file of this machine. */
async function dryRunOf(
  opened: Rehearsed,
  chat: string,
  { prompt, save }: { prompt: TurnDependencies['prompt'] | undefined; save: boolean },
): Promise<DryRun> {
  const dependencies = await rehearsedDependencies(
    opened,
    async ({ fileName = '' }, _of, signal) => ({ bytes: await readBounded(fileName, signal) }),
  );
  return new DryRun(prompt ? { ...dependencies, prompt } : dependencies, {
    save,
    timeoutMs: opened.bot.turnTimeoutMs,
    history: historyLimits(opened.bot),
    ...(await rehearsedMode(chat, opened)),
  });
}

function toInbound(chat: string, content: Content): Inbound {
  return { id: `rehearsal-${crypto.randomUUID()}`, chat, at: Date.now(), content };
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

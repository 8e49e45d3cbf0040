import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { Inbound } from '../core/kinds/channel.ts';
import { historyLimits } from '../core/bot/turn-dependencies.ts';
import { textOf } from '../core/turn/reply-form.ts';
import type { DryTurn } from '../core/turn/dry-run.ts';
import type { TurnDependencies } from '../core/turn/turn-parts.ts';
import { journalled, repliedThen, replay } from '../core/operator/replay.ts';
import { basesOf, shownBases, type Basis } from '../cli/shown-passages.ts';
import { openRehearsed } from '../cli/rehearsal.ts';
import { rehearsedDependencies, rehearsedMode } from '../core/operator/rehearsal.ts';
import { printedCalls, shownCalls, type PrintedCall } from '../cli/shown-calls.ts';
import { shownObjections } from '../cli/shown-objections.ts';
import { asShown } from '../cli/terminal/conversation.ts';
import { listedName } from '../core/prompts/version-label.ts';
import { namedPrompt, PromptsCommand } from '../cli/base/prompts-command.ts';
import type { Objected } from '../core/kinds/turn-record.ts';
import type { KnowledgePassage } from '../core/knowledge/passages.ts';
import { interruption } from '../cli/terminal/signals.ts';

interface Replayed {
  /** The message that was answered again. */
  message: { id: string; chat: string; at: string };
  replies: string[];
  language: string;
  model: string | null;
  usage: object | null;
  /** As `prompts list` names it, where it is kept. */
  promptVersion: string | null;
  /** Absent where there are no documents. */
  knowledgeVersion?: string;
  /** What of the documents was found for it, best first; absent where they were given whole. */
  passages?: readonly KnowledgePassage[];
  /** What guards objected to before the answer, in order; absent where to nothing. */
  objections?: readonly Objected[];
  /** With --why: what was replied at the time, and what of the documents it rested on, as they were; null where the chat does not remember it. */
  earlier?: { reply: string; at: string; bases: Basis[] } | null;
  /** Functions that were called, in order; what changes something was not. */
  calls: PrintedCall[];
  ms: number;
}

export default class Replay extends PromptsCommand {
  static override readonly summary = "Answer a customer's message again, sending nothing.";
  static override readonly description =
    'Repeats the turn on the chat as it was before that message, with the current prompt or another version, and prints the reply; sends and saves nothing. Functions may look; of what changes something the kept result is taken, or it is said what would be called. The journal keeps messages for three days after they are answered, given-up ones for thirty.';
  static override readonly examples = [
    '<%= config.bin %> replay 3EB0C767D097B7C7C030',
    '<%= config.bin %> replay i12 --prompt gdocs-11',
    '<%= config.bin %> replay 3EB0C767D097B7C7C030 --why',
  ];
  static override readonly args = {
    id: Args.string({
      description: 'ID of the message, from `wabot logs` or `wabot outbox list`.',
      required: true,
    }),
  };
  static override readonly flags = {
    prompt: namedPrompt(),
    why: Flags.boolean({
      summary:
        'Also print which passages and rows of the documents the reply of then rested on, as they were, and this one.',
    }),
  };

  async run(): Promise<Replayed> {
    const { args, flags } = await this.parse(Replay);
    const stop = interruption();
    const opened = await openRehearsed(await this.world(), ['channel', 'journal']);
    const { channel, journal } = opened.plugins;
    try {
      const inbound = await journalled(journal, args.id);
      if (!inbound)
        throw new CLIError(`The journal has no message ${JSON.stringify(args.id)} (any more).`, {
          exit: 2,
        });
      const prompt = flags.prompt === undefined ? undefined : await this.promptNamed(flags.prompt);
      const dependencies = await rehearsedDependencies(
        opened,
        (...file) => channel.download(...file),
        { dry: true },
      );
      const { turnTimeoutMs: timeoutMs } = opened.bot;
      const mode = await rehearsedMode(inbound.chat, opened);
      const options = { prompt, timeoutMs, history: historyLimits(opened.bot), ...mode };
      const work = (): Promise<DryTurn> => replay(dependencies, inbound, options, stop);
      const turn = await this.waiting('Answering', work);
      if (turn.replies.length > 0) this.log(asShown(textOf(turn.replies), this.screen));
      else this.logToStderr('The bot has nothing to say to this.');
      for (const line of shownObjections(turn)) this.logToStderr(line);
      for (const line of shownCalls(turn.record)) this.logToStderr(line);
      const { promptVersion: recorded } = turn.record;
      const version =
        recorded === undefined ? null : await listedName(await this.versions(), recorded);
      const why = flags.why ? { earlier: await this.#why(dependencies, inbound, turn) } : {};
      return { ...summary(inbound, turn, version), ...why };
    } finally {
      await opened.close();
    }
  }

  /** Prints what the reply of then rested on, and what this one does. */
  async #why(
    { history }: Pick<TurnDependencies, 'history'>,
    inbound: Inbound,
    { record }: DryTurn,
  ): Promise<NonNullable<Replayed['earlier']> | null> {
    const versions = await this.keptDocuments();
    const then = repliedThen(await history.recall(inbound.chat), inbound);
    const bases = then ? await basesOf(then.reply, then.calls, versions) : [];
    const now = await basesOf(record.entries.at(-1), record.calls ?? [], versions);
    if (!then) this.logToStderr('What was replied at the time is not remembered any more.');
    else if (bases.length === 0) this.logToStderr('The reply of then rested on no documents.');
    else this.logToStderr('The reply of then rested on:');
    for (const line of shownBases(bases, this.words)) this.logToStderr(line);
    if (now.length > 0) this.logToStderr('This one rests on:');
    for (const line of shownBases(now, this.words)) this.logToStderr(line);
    return then
      ? { reply: then.reply.text, at: new Date(then.reply.at).toISOString(), bases }
      : null;
  }
}

function summary(
  { id, chat, at }: Inbound,
  { replies: said, language, record, passages, objections, ms }: DryTurn,
  promptVersion: string | null,
): Replayed {
  const replies = said.map(({ text }) => text);
  const { model = null, usage = null, knowledgeVersion } = record;
  return {
    message: { id, chat, at: new Date(at).toISOString() },
    replies,
    language,
    model,
    usage,
    promptVersion,
    ...(knowledgeVersion === undefined ? {} : { knowledgeVersion }),
    ...(passages ? { passages } : {}),
    ...(objections ? { objections } : {}),
    calls: printedCalls(record),
    ms,
  };
}

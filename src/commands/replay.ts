import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { Inbound } from '../core/kinds/channel.ts';
import type { PromptText } from '../core/kinds/prompt.ts';
import { createMind, historyLimits, mindKinds } from '../core/mind.ts';
import { open } from '../core/open.ts';
import type { RehearsedTurn } from '../core/rehearsal.ts';
import { journalled, replay } from '../core/replay.ts';
import { PromptsCommand } from '../prompts-command.ts';
import { interruption } from '../signals.ts';
import { spinning } from '../spinner.ts';

interface Replayed {
  /** The message that was answered again. */
  message: { id: string; chat: string; at: string };
  replies: string[];
  language: string;
  model: string | null;
  usage: object | null;
  promptVersion: string | null;
  ms: number;
}

export default class Replay extends PromptsCommand {
  static override readonly summary = "Answer a customer's message once more, without sending anything.";
  static override readonly description =
    'Takes the turn again on the chat as it was before that message, with the prompt in force or another version, and prints the reply; sends and saves nothing. The journal keeps messages for three days after their answer, given-up ones for thirty.';
  static override readonly examples = [
    '<%= config.bin %> replay 3EB0C767D097B7C7C030',
    '<%= config.bin %> replay i12 --prompt gdocs-11',
  ];
  static override readonly args = {
    id: Args.string({ description: 'ID of the message, as in `wabot logs`, or of `wabot outbox list`.', required: true }),
  };
  static override readonly flags = {
    prompt: Flags.string({ summary: 'Number or name of a version of `prompts list`.', helpValue: '<version>' }),
  };

  async run(): Promise<Replayed> {
    const { args, flags } = await this.parse(Replay);
    const stop = interruption();
    const kinds = ['channel', 'journal', ...mindKinds] as const;
    const opened = await open({ ...(await this.world()), kinds, settings: {}, log: 'stderr' });
    const { channel, journal } = opened.plugins;
    opened.onClose(() => journal.close());
    try {
      const inbound = await journalled(journal, args.id);
      if (!inbound) throw new CLIError(`The journal has no message ${JSON.stringify(args.id)} (any more).`, { exit: 2 });
      const prompt = flags.prompt === undefined ? undefined : await this.#prompt(flags.prompt);
      const mind = await createMind(opened, (media, of, signal) => channel.download(media, of, signal));
      const options = { prompt, timeoutMs: opened.bot.turnTimeoutMs, history: historyLimits(opened.bot) };
      const work = (): Promise<RehearsedTurn> => replay(mind, inbound, options, stop);
      const turn = await spinning('answering', { shown: !this.jsonEnabled() }, work);
      if (turn.replies.length > 0) this.log(turn.replies.join('\n\n'));
      else this.logToStderr('The bot has nothing to say to this.');
      return summary(inbound, turn);
    } finally {
      await opened.close();
    }
  }

  async #prompt(name: string): Promise<PromptText> {
    const { text, name: version } = await this.named(await this.versions(), name);
    return { text, version };
  }
}

function summary({ id, chat, at }: Inbound, { replies, language, record, ms }: RehearsedTurn): Replayed {
  const { model = null, usage = null, promptVersion = null } = record;
  return { message: { id, chat, at: new Date(at).toISOString() }, replies, language, model, usage, promptVersion, ms };
}

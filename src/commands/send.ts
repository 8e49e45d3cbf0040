import { text as readAll } from 'node:stream/consumers';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import { openPlugins } from '../core/assembly/open-plugins.ts';
import type { SentAsBot } from '../core/operator/operator-message.ts';
import { instanceFlag, phoneFlag } from '../cli/phone-flag.ts';
import { kindsForSending, sendOnce } from '../cli/plugin/send-once.ts';
import { interruption } from '../cli/terminal/signals.ts';

interface Sent {
  chat: string;
  messages: string[];
  /** Who sent it: `serve` where one runs, otherwise this command. */
  by: SentAsBot['by'];
}

export default class Send extends WabotCommand {
  static override readonly summary = 'Send one message to a customer as the bot.';
  static override readonly description =
    'Goes through the same outbox as every reply, with or without a running `serve`, and waits until it is sent. The bot remembers having said it. Without a text it reads standard input; a long text becomes several messages. Exits with 4 when it is not sent in time: it then stays in the outbox.';
  static override readonly examples = [
    '<%= config.bin %> send --phone 77001234567 "Ваш заказ готов."',
    'cat news.txt | <%= config.bin %> send --phone "+7 700 123-45-67"',
  ];
  static override readonly args = { text: Args.string({ description: 'The text to send.' }) };
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    timeout: Flags.integer({
      summary: 'How long to wait, in seconds.',
      default: 60,
      min: 1,
      max: 3600,
      helpValue: '<seconds>',
    }),
  };

  async run(): Promise<Sent> {
    const { args, flags } = await this.parse(Send);
    const text = await this.#text(args.text);
    const stop = interruption();
    const opened = await openPlugins({
      ...(await this.world()),
      kinds: kindsForSending,
      settings: {},
      log: 'stderr',
    });
    const message = { chat: flags.phone, text, patienceMs: flags.timeout * 1000 };
    try {
      const work = (): Promise<SentAsBot> => sendOnce(message, opened, stop);
      const said = await this.waiting('Sending', work);
      this.logToStderr(
        said.messages.length === 1 ? 'Sent.' : `Sent as ${said.messages.length} messages.`,
      );
      return { chat: flags.phone, ...said };
    } finally {
      await opened.close();
    }
  }

  async #text(given: string | undefined): Promise<string> {
    const said = (given ?? (process.stdin.isTTY ? '' : await readAll(process.stdin))).trim();
    if (said === '')
      throw new CLIError('There is nothing to send: give a text, or pipe one in.', { exit: 2 });
    return said;
  }
}

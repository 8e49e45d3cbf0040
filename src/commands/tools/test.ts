import { randomUUID } from 'node:crypto';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { ToolsCommand } from '../../cli/base/tools-command.ts';
import { phoneFlag } from '../../cli/phone-flag.ts';
import { canAsk, confirmed } from '../../cli/terminal/questions.ts';
import { within } from '../../core/deadline.ts';
import type { JsonObject, Tool, ToolContext, ToolResult } from '../../core/kinds/tool.ts';
import { phoneIn } from '../../core/phone.ts';
import { toolArguments } from '../../cli/tool-arguments.ts';

/** The longest run of a function that names no time, milliseconds. */
const usualMs = 10_000;

interface Tested {
  name: string;
  arguments: JsonObject;
  /** What the function answers. */
  value: unknown;
  /** Of a write: whether it took effect; null for a read. */
  done: boolean | null;
}

export default class ToolsTest extends ToolsCommand {
  static override readonly hidden = true;
  static override readonly summary =
    'Call one function as the model would, and show what it answers.';
  static override readonly description =
    'The call is real: what changes something changes it, after a question or with --yes. The customer is the one of --phone; without it the chat shows no number.';
  static override readonly examples = [
    '<%= config.bin %> tools test find_lessons --arg day=2026-12-01',
    '<%= config.bin %> tools test book_lesson --arg day=2026-12-01 --arg hour=15 --phone 77001234567 --yes',
  ];
  static override readonly args = {
    name: Args.string({ description: 'Name of the function.', required: true }),
  };
  static override readonly flags = {
    arg: Flags.string({
      multiple: true,
      summary: 'An argument: name=value; may be repeated.',
      helpValue: '<name=value>',
    }),
    phone: phoneFlag(),
    yes: Flags.boolean({ summary: 'Do not ask before something is changed.' }),
  };

  async run(): Promise<Tested> {
    const { args, flags } = await this.parse(ToolsTest);
    return this.withSources(async (sources, signal) => {
      const tool = this.named(await this.functionsOf(sources, signal), args.name);
      const given = toolArguments(tool, flags.arg ?? []);
      await this.#agreed(tool, flags.yes);
      const result = await this.waiting('Calling', () =>
        within(tool.timeoutMs ?? usualMs, signal, (limited) =>
          tool.run(given, contextOf(flags.phone), limited),
        ),
      );
      return this.#shown(tool, given, result);
    });
  }

  async #agreed({ effect }: Tool, yes: boolean): Promise<void> {
    if (effect === 'read' || yes) return;
    if (!canAsk())
      throw new CLIError(
        'This changes something, and this is not a terminal: add --yes to do it.',
        {
          exit: 2,
        },
      );
    if (!(await confirmed('It changes something. Call it?', false)))
      throw new CLIError('Nothing was changed.', { exit: 2 });
  }

  #shown({ name, effect }: Tool, given: JsonObject, { value, done }: ToolResult): Tested {
    const isDone = effect === 'read' ? null : done !== false;
    this.show(JSON.stringify(value ?? null, undefined, 2));
    if (isDone !== null) this.logToStderr(isDone ? 'Done.' : 'Refused: nothing was done.');
    return { name, arguments: given, value: value ?? null, done: isDone };
  }
}

function contextOf(chat = 'test@lid'): ToolContext {
  const phone = phoneIn(chat);
  const key = `test${randomUUID().replaceAll('-', '')}`;
  const customer = { chat, ...(phone === undefined ? {} : { phone }) };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { key, now: Date.now(), timeZone, language: 'ru', customer };
}

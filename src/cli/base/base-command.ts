import { access, constants, stat } from 'node:fs/promises';
import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { Input, ParserOutput } from '@oclif/core/interfaces';
import type { HookResults } from '../../core/assembly/catalog.ts';
import { readEnvironment, realEnvironment } from '../../core/settings/environment.ts';
import { traceOrigins } from '../../core/origins.ts';
import { translatorTo, type Translate } from '../../core/owner-language/index.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { printedError, understood, type PrintedError } from '../printed-error.ts';
import { asInvoked } from '../invoked.ts';
import { ownersWords, told } from '../owner-words.ts';
import { wrapped } from '../../core/log/wrapped.ts';
import { screenOf, type Screen } from '../terminal/screen.ts';
import { eraseSpinner, spinning } from '../terminal/spinner.ts';
import { guardStandardOutput } from '../terminal/standard-output.ts';
import { tableLines, type Column } from '../terminal/table.ts';
import { printable } from '../../core/printable.ts';
import { Gate } from '../ask-trust.ts';
import { isUndecided } from './undecided-chat.ts';

/** Flags or arguments as oclif has read them, by their names. */
type Output = Record<string, unknown>;

/** What every command of wabot has: `--json`, the environment as data, and the catalog of plugins. */
export abstract class WabotCommand extends Command {
  static override readonly enableJsonFlag = true;
  static override readonly baseFlags = {
    trust: Flags.boolean({
      helpGroup: 'GLOBAL',
      summary: 'Trust the plugins and programs in this folder, and run them.',
    }),
  };

  #gate: Gate | undefined;
  #words: Translate | undefined;
  #isUnread = false;
  readonly #readerGone = (): void => void (this.#isUnread = true);

  /**
   * What `open` asks for: the environment over `.env` of this folder, and every installed plugin, not yet loaded. A plugin is
   * made, and looked at, only when what its settings would run of this folder is permitted.
   */
  protected async world(): Promise<{ catalog: Catalog; environment: Environment }> {
    const { values, file, sources } = readEnvironment();
    const environment = traceOrigins(values, file, sources);
    return { environment, catalog: this.gate.guard(await this.pluginHooks(), environment) };
  }

  /** The flags, in which `--phone` names a chat, by its phone or its id. */
  protected override async parse<F extends Output, B extends Output, A extends Output>(
    options?: Input<F, B, A>,
    argv?: string[],
  ): Promise<ParserOutput<F, B, A>> {
    const parsed = await super.parse<F, B, A>(options, argv);
    const flags: Record<string, unknown> = parsed.flags;
    const instance = typeof flags['instance'] === 'string' ? flags['instance'] : undefined;
    const isNamed = (value: unknown): boolean =>
      isUndecided(value) || (instance !== undefined && typeof value === 'string');
    for (const name of ['phone', 'chat', 'with'].filter((each) => isNamed(flags[each]))) {
      const { namedChat } = await import('./named-chat.ts');
      const value = String(flags[name]);
      // The instance is that of the first of two chats; the second is named by its id, or with the instance behind it.
      const on = name === 'with' ? undefined : instance;
      flags[name] = await namedChat(`--${name}`, value, await this.world(), on);
    }
    return parsed;
  }

  /** The terminal on which data is printed, if it is one. */
  protected get screen(): Screen {
    return screenOf(process.stdout, realEnvironment());
  }

  /** The terminal on which words to the person are printed, if it is one. */
  protected get sideScreen(): Screen {
    return screenOf(process.stderr, realEnvironment());
  }

  /** Words to the person, in their language: on a terminal they are broken between words. */
  override logToStderr(message = ''): void {
    this.tell(message);
  }

  /** Data, on lines of their own. */
  override log(message = '', ...values: unknown[]): void {
    eraseSpinner();
    super.log(message, ...values);
  }

  /** A text that names commands, with these as they work where it is printed. */
  protected invoked(text: string): string {
    return this.jsonEnabled() ? text : asInvoked(text, realEnvironment());
  }

  /** The same, with further lines `hang` spaces further in. */
  protected tell(message: string, hang = 0): void {
    eraseSpinner();
    super.logToStderr(wrapped(this.words(message), this.sideScreen, hang));
  }

  /** Sentences as data, in the person's language; on a terminal as `tell` has them. */
  protected say(text: string, hang = 0): void {
    this.show(this.words(text), hang);
  }

  /** A text as data, in the words that it has. */
  protected show(text: string, hang = 0): void {
    this.log(wrapped(text, this.screen, hang));
  }

  /** A table within the screen; its headings are in the person's language. */
  protected table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    const headed = columns.map((column) => ({ ...column, heading: this.words(column.heading) }));
    for (const line of tableLines(headed, rows, this.screen)) this.log(line);
  }

  /** Does what may take a while, with a spinner that says so in the person's language. */
  protected waiting<T>(label: string, work: () => Promise<T>): Promise<T> {
    return spinning(this.words(label), { shown: !this.jsonEnabled() }, work);
  }

  /** The words of the person who reads what is printed; with --json they are English. */
  protected get words(): Translate {
    return (this.#words ??= this.jsonEnabled() ? translatorTo('en') : ownersWords());
  }

  /** What of this folder may run. */
  protected get gate(): Gate {
    return (this.#gate ??= new Gate({ args: this.argv }));
  }

  /** What every package of plugins answers, our own among them. */
  protected pluginHooks(): Promise<HookResults> {
    return this.config.runHook('wabot:plugins', {});
  }

  /** The path of a file that can be read; otherwise wrong usage. */
  protected async existingFile(path: string): Promise<string> {
    await access(path, constants.R_OK).catch(() => {
      throw new CLIError(`The file ${printable(path)} does not exist or cannot be read.`, {
        exit: 2,
      });
    });
    const there = await stat(path);
    if (there.isDirectory())
      throw new CLIError(`${printable(path)} is a folder, not a file.`, { exit: 2 });
    const isStdin = there.isSocket() && path === '/dev/stdin';
    if (!there.isFile() && !there.isFIFO() && !isStdin)
      throw new CLIError(`${printable(path)} is a device, not a file.`, { exit: 2 });
    return path;
  }

  protected override async init(): Promise<void> {
    await super.init();
    guardStandardOutput();
    process.stdout.on('error', this.#readerGone);
  }

  /** Where nobody reads standard output any more (`| head`), the command ends its work first, and then the process: oclif would wait for the reader. */
  protected override async finally(failure: Error | undefined): Promise<void> {
    await super.finally(failure);
    process.stdout.off('error', this.#readerGone);
    if (this.#isUnread && !failure) process.exit();
    if (!process.stdout.listeners('error').includes(leave)) process.stdout.on('error', leave);
  }

  protected override catch(error: Error): Promise<unknown> {
    const meant = understood(error);
    if (this.jsonEnabled()) return super.catch(meant);
    return super.catch(told(meant, this.words));
  }

  protected override toErrorJson(error: unknown): { error: PrintedError } {
    return { error: printedError(error) };
  }
}

/** Ends a process whose command is over. */
function leave(): void {
  process.exit();
}

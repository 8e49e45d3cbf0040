import { CLIError } from '@oclif/core/errors';
import { WabotCommand } from '../cli/base/base-command.ts';
import { asShown, Conversation } from '../cli/terminal/conversation.ts';
import { readSent, type DevInput } from '../cli/dev/dev-files.ts';
import { filesOf, inputOf, linesInOrder, type DevLine } from '../cli/dev/dev-lines.ts';
import { devFlags } from '../cli/dev/dev-flags.ts';
import { readFault } from '../cli/dev/dev-faults.ts';
import { devMessengers } from '../cli/dev/messenger-flag.ts';
import { exampleNames } from '../cli/dev/examples.ts';
import { typedFile } from '../cli/dev/typed-path.ts';
import { ownerLine } from '../cli/dev/owners-phone.ts';
import type { Whereabouts } from '../cli/dev/whereabouts.ts';
import { openDevWorld } from '../cli/dev/open-world.ts';
import type { DevWorld, Exchange } from '../cli/dev/world.ts';
import { styled, type Screen } from '../cli/terminal/screen.ts';
import { endAsStopped, interruption } from '../cli/terminal/signals.ts';

/** What the owner's lines begin with at the terminal. */
const ownersMark = '/owner';

export default class Dev extends WabotCommand {
  static override readonly summary = 'Run everything on this machine: sandbox, bot and customer.';
  static override readonly description =
    'Starts a GREEN-API and an OpenAI-compatible sandbox on loopback and the real bot against them; needs no key and no internet. On a terminal you write as the customer, and as the owner of the business in lines that begin with /owner; at the address that it prints there are phones of both in the browser. With --say, --voice, --image, --file or --owner it sends these, prints the replies to stdout, one block each, and exits when every message has been answered.';
  static override readonly examples = [
    '<%= config.bin %> dev',
    '<%= config.bin %> dev --say "Сколько стоит курс?" --voice examples/voice.ogg',
    '<%= config.bin %> dev --image "photo.jpg Есть такое?" --file price.xlsx',
    '<%= config.bin %> dev --example school --say "Хочу записаться на пробный урок завтра"',
    '<%= config.bin %> dev --say "Есть место?" --owner "Да, в 15:00" --owner "#бот" --say "Когда?"',
  ];
  static override readonly flags = devFlags;

  async run(): Promise<{ exchanges: object[] }> {
    const { flags, raw } = await this.parse(Dev);
    const faults = flags.fault?.map(readFault);
    const lines = linesInOrder(raw);
    for (const line of lines) await inputOf(line, this.#existing);
    const stop = interruption();
    const world = await openDevWorld({
      ...(await this.world()),
      offline: flags.offline,
      example: exampleNames.find((name) => name === flags.example),
      messenger: devMessengers.find((name) => name === flags.messenger),
      data: flags.data,
      faults,
      page: lines.length === 0,
      version: this.config.version,
    });
    try {
      this.#introduce(world.banner);
      if (lines.length > 0) return { exchanges: await this.#play(world, lines, stop) };
      await this.#talk(world, stop);
      return { exchanges: [] };
    } finally {
      await world.close();
    }
  }

  /** Says what this is, and in two columns where everything is. */
  #introduce({ claim, places }: Whereabouts): void {
    this.tell(claim);
    const named = places.map(([name, place]) => [this.words(name), place] as const);
    const width = Math.max(...named.map(([name]) => name.length)) + 2;
    const { sideScreen } = this;
    for (const [name, place] of named)
      this.tell(`  ${styled(sideScreen, 'dim', name.padEnd(width))}${this.words(place)}`, width);
  }

  async #play(world: DevWorld, lines: readonly DevLine[], stop: AbortSignal): Promise<object[]> {
    const exchanges: object[] = [];
    let printed = 0;
    world.onHeard((text) => this.#showHeard(text));
    for (const line of lines) {
      const said = await inputOf(line, this.#existing);
      const exchange = (): Promise<Exchange> => world.exchange(said, stop);
      const came = await this.waiting('The bot is writing', exchange);
      exchanges.push({ ...shownLine(line), ...came });
      const block = this.#blockOf(came);
      if (block !== '') this.log(`${printed > 0 ? '\n' : ''}${block}`);
      else if (!('owner' in line)) this.tell('(The bot says nothing.)');
      printed += block === '' ? 0 : 1;
    }
    return exchanges;
  }

  #blockOf({ replies, ownersPhone = [] }: Exchange): string {
    const { screen } = this;
    const shown = replies.map((text) => asShown(text, screen));
    return [...shown, ...ownersPhone.map((text) => this.#onOwnersPhone(text, screen))].join('\n');
  }

  #onOwnersPhone(text: string, screen: Screen): string {
    const heading = `📱 ${this.words('On the owner’s phone')}:`;
    const shown = asShown(`${heading} ${text}`, screen);
    return shown.replace(heading, () => styled(screen, 'cyan', heading));
  }

  /** Prints every reply as it comes, and sends every line that is written. */
  async #talk(world: DevWorld, stop: AbortSignal): Promise<void> {
    this.logToStderr(
      'Write as a customer, here or on the phones in the browser. A line that begins with @ sends that file: a recording, a picture or a document, with words behind its name as its caption; one that begins with /owner is what the owner writes on the phone. Ctrl+D ends.',
    );
    const conversation = new Conversation(stop, this.sideScreen, this.words);
    world.onReply((text, to) => {
      const { screen } = this;
      const shown = to === 'owner' ? this.#onOwnersPhone(text, screen) : asShown(text, screen);
      conversation.show(() => this.log(shown));
      const number = to === 'owner' ? /^№(\d+)[^]*\n/.exec(text)?.[1] : undefined;
      if (number !== undefined)
        conversation.show(() =>
          this.#note(this.words(`To reply to it: /owner @${number} your text`), 'dim'),
        );
    });
    world.onHeard((text) => conversation.show(() => this.#showHeard(text)));
    const told: Promise<unknown>[] = [];
    for await (const line of conversation.lines()) {
      const said = await this.#meant(line, world, stop);
      if (said) told.push(conversation.during(this.#tell(world, said, conversation, stop)));
    }
    // Who pipes lines in waits for the answers; who is done at a terminal does not.
    if (!process.stdin.isTTY) await Promise.all(told);
    endAsStopped(stop);
  }

  /** What a line of the terminal does; undefined when it does nothing, and why is said. */
  async #meant(line: string, world: DevWorld, stop: AbortSignal): Promise<DevInput | undefined> {
    if (line === '') return undefined;
    if (line.startsWith('@')) return this.#sent(typedFile(line.slice(1).trim()), stop);
    if (!new RegExp(`^${ownersMark}(?:\\s|$)`).test(line)) return { text: line };
    const written = line.slice(ownersMark.length).trim();
    if (written !== '') return { owner: ownerLine(written) };
    for (const text of world.ownersPhone) this.log(this.#onOwnersPhone(text, this.screen));
    this.logToStderr(
      '/owner text: in the customer’s chat. /owner @17 text: a reply to message 17. /owner @ text: to the bot.',
    );
    return undefined;
  }

  /** Sends it; that a customer gets no answer is said, too. */
  async #tell(
    world: DevWorld,
    said: DevInput,
    conversation: Conversation,
    stop: AbortSignal,
  ): Promise<void> {
    try {
      const { replies } = await world.exchange(said, stop);
      if (replies.length === 0 && !('owner' in said))
        conversation.show(() => this.#note(this.words('(The bot says nothing.)'), 'dim'));
    } catch (error) {
      const { message } = error as Error;
      if (error instanceof CLIError)
        conversation.show(() => this.#note(this.words(message), 'yellow'));
    }
  }

  /** What is in this file, with its caption; undefined, and said why, when there is none. */
  async #sent(line: string, stop: AbortSignal): Promise<DevInput | undefined> {
    try {
      if (line === '') throw new CLIError('Write the name of a file behind the @.');
      return filesOf([await readSent(line, 'any', this.#existing, stop)]);
    } catch (error) {
      if (error instanceof CLIError) this.#note(this.words(error.message), 'yellow');
      else if (!stop.aborted) throw error;
      return undefined;
    }
  }

  /** Words beside the conversation. */
  #note(text: string, style: 'dim' | 'yellow'): void {
    this.logToStderr(styled(this.sideScreen, style, text));
  }

  readonly #existing = (path: string): Promise<string> => this.existingFile(path);

  #showHeard(text: string): void {
    this.#note(`🎤 ${this.words('Heard')}: ${text}`, 'dim');
  }
}

/** A line as it is printed. */
function shownLine(line: DevLine): object {
  return 'files' in line ? { files: line.files } : line;
}

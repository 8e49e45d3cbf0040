import { readFile } from 'node:fs/promises';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import { asShown, Conversation } from '../cli/terminal/conversation.ts';
import { sniffAudio } from '../core/audio.ts';
import { printable } from '../core/printable.ts';
import type { Whereabouts } from '../cli/dev/environment.ts';
import { openDevWorld, type DevWorld } from '../cli/dev/world.ts';
import { styled } from '../cli/terminal/screen.ts';
import { endAsStopped, interruption } from '../cli/terminal/signals.ts';

/** Something that the customer sends, in the order of the command line. */
type Line = { say: string } | { voice: string };

export default class Dev extends WabotCommand {
  static override readonly summary = 'Run everything on this machine: sandbox, bot and customer.';
  static override readonly description =
    'Starts a GREEN-API and an OpenAI-compatible sandbox on loopback and the real bot against them; needs no key and no internet. On a terminal you write as the customer. With --say or --voice it sends these, prints the replies to stdout, one block each, and exits when every message has been answered.';
  static override readonly examples = [
    '<%= config.bin %> dev',
    '<%= config.bin %> dev --say "Сколько стоит курс?" --voice examples/voice.ogg',
  ];
  static override readonly flags = {
    say: Flags.string({
      multiple: true,
      summary: 'Send this text as a customer (repeatable).',
      helpValue: '<text>',
    }),
    voice: Flags.string({
      multiple: true,
      summary: 'Send this audio file as a customer (repeatable).',
      helpValue: '<file>',
    }),
    offline: Flags.boolean({ summary: 'Use the sandbox model even when OPENAI_API_KEY is set.' }),
    data: Flags.string({
      summary: 'Keep journal and memory in this folder instead of a temporary one.',
      helpValue: '<folder>',
    }),
  };

  async run(): Promise<{ exchanges: object[] }> {
    const { flags, raw } = await this.parse(Dev);
    const lines = inOrder(raw);
    for (const line of lines) if ('voice' in line) await this.#recording(line.voice);
    const stop = interruption();
    const world = await openDevWorld({
      ...(await this.world()),
      offline: flags.offline,
      data: flags.data,
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
    for (const [name, place] of named)
      this.tell(`  ${name.padEnd(width)}${this.words(place)}`, width);
  }

  async #play(world: DevWorld, lines: readonly Line[], stop: AbortSignal): Promise<object[]> {
    const exchanges: object[] = [];
    world.onHeard((text) => this.#showHeard(text));
    for (const line of lines) {
      const message = 'say' in line ? { text: line.say } : { voice: await readFile(line.voice) };
      const exchange = (): Promise<string[]> => world.exchange(message, stop);
      const replies = await this.waiting('The bot is writing', exchange);
      exchanges.push({ ...line, replies });
      this.log(`${exchanges.length > 1 ? '\n' : ''}${asShown(replies.join('\n'), this.screen)}`);
    }
    return exchanges;
  }

  /** Prints every reply as it comes, and sends every line that is written. */
  async #talk(world: DevWorld, stop: AbortSignal): Promise<void> {
    this.logToStderr(
      'Write as a customer. A line that begins with @ speaks that file. Ctrl+D ends.',
    );
    const conversation = new Conversation(stop, this.sideScreen, this.words);
    world.onReply((text) => conversation.show(() => this.log(asShown(text, this.screen))));
    world.onHeard((text) => conversation.show(() => this.#showHeard(text)));
    for await (const said of conversation.lines()) {
      const message = said.startsWith('@') ? await this.#spoken(said.slice(1)) : { text: said };
      if (message && said !== '') void conversation.during(world.tell(message));
    }
    endAsStopped(stop);
  }

  /** The note in this file; undefined, and said why, when there is none. */
  async #spoken(path: string): Promise<{ voice: Uint8Array } | undefined> {
    try {
      return { voice: await this.#recording(path) };
    } catch (error) {
      if (!(error instanceof CLIError)) throw error;
      this.logToStderr(error.message);
      return undefined;
    }
  }

  /** The bytes of a file with sound; otherwise wrong usage. */
  async #recording(path: string): Promise<Uint8Array> {
    const bytes = await readFile(await this.existingFile(path));
    if (sniffAudio(bytes) === 'unknown')
      throw new CLIError(`${printable(path)} is not a recording that can be played.`, { exit: 2 });
    return bytes;
  }

  #showHeard(text: string): void {
    this.logToStderr(styled(this.sideScreen, 'dim', `🎤 ${this.words('Heard')}: ${text}`));
  }
}

/** oclif gathers repeated flags by name; the raw tokens keep the order between `--say` and `--voice`. */
function inOrder(raw: readonly { type: string; flag?: string; input: string }[]): Line[] {
  return raw.flatMap((token): Line[] => {
    if (token.type !== 'flag') return [];
    if (token.flag === 'say') return [{ say: token.input }];
    return token.flag === 'voice' ? [{ voice: token.input }] : [];
  });
}

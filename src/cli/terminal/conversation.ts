import { createInterface, type Interface } from 'node:readline/promises';
import { styled, type Screen } from './screen.ts';
import { eraseLine } from '../../core/log/terminal.ts';
import { wrapped } from '../../core/log/wrapped.ts';
import { printable } from '../../core/printable.ts';
import type { Translate } from '../../core/owner-language/index.ts';

/** Reads lines of a person until Ctrl+D, or until somebody stops the process; Ctrl+C is such a stop, as it is elsewhere. */
export function lineReader(stop: AbortSignal, prompt: string): Interface {
  const reader = createInterface({ input: process.stdin, output: process.stderr, prompt });
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  stop.addEventListener('abort', () => reader.close());
  return reader;
}

/** A message as WhatsApp shows it, as far as a terminal can: what stands between stars is bold, lists hang. */
export function asShown(message: string, screen: Screen): string {
  const lines = printable(message).split('\n');
  return lines
    .map((line) => wrapped(highlighted(line, screen), screen, /^([•-]|\d+\.) /.test(line) ? 2 : 0))
    .join('\n');
}

/** Bold as WhatsApp understands it, and the mark of an answer that is no model's. */
export function highlighted(line: string, screen: Screen): string {
  if (!screen.styled) return line;
  return line
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*]+)(?<=\S)\*(?![\p{L}\p{N}*])/gu, (_, bold: string) =>
      styled(screen, 'bold', bold),
    )
    .replace(/^\[[^\]]+\]/, (mark) => styled(screen, 'blue', mark));
}

const idlePrompt = '> ';

/** A chat at a terminal: what comes in stands above the line that the person is writing, which stays. */
export class Conversation {
  readonly #reader: Interface;
  readonly #screen: Screen;
  readonly #busyPrompt: string;
  #owed = 0;
  #isOver = false;

  /** `screen` is the terminal of standard error, where the person writes, and `words` are in that person's language. */
  constructor(stop: AbortSignal, screen: Screen, words: Translate) {
    this.#reader = lineReader(stop, idlePrompt);
    this.#screen = screen;
    this.#busyPrompt = `${words('the bot is writing …')} > `;
    this.#reader.once('close', () => (this.#isOver = true));
  }

  /** Each line that the person writes. */
  async *lines(): AsyncGenerator<string> {
    this.#prompt();
    for await (const line of this.#reader) {
      yield line.trim();
      this.#prompt();
    }
  }

  /** Prints with this function, above the line that is being written. */
  show(print: () => void): void {
    process.stderr.write(this.#screen.columns === undefined ? '\r' : eraseLine);
    print();
    this.#prompt(true);
  }

  /** Nobody writes any more when the reader is closed, and lines that came before are still to be read. */
  #prompt(keepsCursor?: boolean): void {
    if (!this.#isOver) this.#reader.prompt(keepsCursor);
  }

  /** Shows that the bot is writing until this work is done. */
  async during(work: Promise<void>): Promise<void> {
    this.#count(1);
    await work.catch(() => {});
    this.#count(-1);
  }

  #count(change: 1 | -1): void {
    const wasBusy = this.#owed > 0;
    this.#owed += change;
    if (this.#owed > 0 === wasBusy) return;
    this.#reader.setPrompt(wasBusy ? idlePrompt : this.#busyPrompt);
    if (this.#screen.columns !== undefined && change === -1) this.show(() => {});
  }
}

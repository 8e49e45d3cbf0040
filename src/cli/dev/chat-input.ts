import { text as readAll } from 'node:stream/consumers';
import { CLIError } from '@oclif/core/errors';
import type { Content, Inbound, Media } from '../../core/kinds/channel.ts';
import type { TurnDependencies } from '../../core/turn/turn-parts.ts';
import { readBounded } from '../read-bounded.ts';
import { readSent, type DevFile, type DevFileKind } from './dev-files.ts';
import { linesInOrder } from './dev-lines.ts';
import { typedFile } from './typed-path.ts';

interface SentFile {
  line: string;
  kind: DevFileKind;
}

/** Several messages that are answered by one reply. */
export type Burst = [Inbound, ...Inbound[]];

/** What a customer says where nothing is sent: messages, and the files of this machine that come with them. */
export class ChatInput {
  /** Fetches what came with a message: a file that was read, or a recording by its path. */
  readonly download: TurnDependencies['download'];
  readonly #chat: string;
  readonly #existing: (path: string) => Promise<string>;
  readonly #files = new Map<string, Uint8Array>();

  constructor(chat: string, existing: (path: string) => Promise<string>) {
    this.#chat = chat;
    this.#existing = existing;
    this.download = async ({ url = '' }, _of, signal) => ({
      bytes: this.#files.get(url) ?? (await readBounded(url, signal)),
    });
  }

  /**
   * What the command line says, as one burst: its files in their order, then its text; undefined where it says nothing and somebody sits at a terminal. Rejects with wrong usage
   * where a file cannot be read, or is of another kind.
   */
  async burst(
    text: string | undefined,
    raw: Parameters<typeof linesInOrder>[0],
  ): Promise<Burst | undefined> {
    const sent = await Promise.all(sentFiles(raw).map((file) => this.#sent(file)));
    if (text === undefined && sent.length === 0 && process.stdin.isTTY) return undefined;
    const written = text ?? (sent.length > 0 ? '' : await readAll(process.stdin));
    const said = written.trim();
    const all = said === '' ? sent : [...sent, this.#inbound({ type: 'text', text: said })];
    const [first, ...others] = all;
    if (first) return [first, ...others];
    throw new CLIError('There is nothing to say: give a text, or pipe one in.', { exit: 2 });
  }

  /** What a line of the terminal says: a text, or after `@` a file with its caption. Rejects as `burst`. */
  async line(line: string): Promise<Burst> {
    return line.startsWith('@')
      ? [await this.#sent({ line: typedFile(line.slice(1)), kind: 'any' })]
      : [this.#inbound({ type: 'text', text: line })];
  }

  async #sent({ line, kind }: SentFile): Promise<Inbound> {
    // Read when it is heard: a recording may be a pipe.
    if (kind === 'voice')
      return this.#inbound({ type: 'voice', media: { url: await this.#existing(line) } });
    const sent = await readSent(line, kind, this.#existing);
    if ('voice' in sent) return this.#inbound({ type: 'voice', media: this.#kept(sent.voice, {}) });
    return this.#inbound(this.#contentOf(sent.file));
  }

  #contentOf({ bytes, caption, fileName, mimeType }: DevFile): Content {
    const attached = fileName === undefined ? 'image' : 'document';
    const named = fileName === undefined ? { mimeType } : { mimeType, fileName };
    const media = this.#kept(bytes, named);
    return caption === ''
      ? { type: 'unsupported', attached, media }
      : { type: 'text', text: caption, attached, media };
  }

  #kept(bytes: Uint8Array, media: Media): Media {
    const url = `file ${this.#files.size + 1}`;
    this.#files.set(url, bytes);
    return { ...media, url };
  }

  #inbound(content: Content): Inbound {
    return { id: `rehearsal-${crypto.randomUUID()}`, chat: this.#chat, at: Date.now(), content };
  }
}

function sentFiles(raw: Parameters<typeof linesInOrder>[0]): SentFile[] {
  return linesInOrder(raw).flatMap((line): SentFile[] => {
    if ('voice' in line) return [{ line: line.voice, kind: 'voice' }];
    if (!('files' in line)) return [];
    return line.files.map((file, at) => ({ line: file, kind: line.kinds[at] ?? 'file' }));
  });
}

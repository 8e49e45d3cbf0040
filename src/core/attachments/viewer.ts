import type { DocumentFault, DocumentReader } from '../documents/document-reader.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { DownloadBudget } from '../hearing/download-budget.ts';
import type { FairQueue } from '../fair-queue.ts';
import type { Download, Inbound, Media, MessageRef, Room } from '../kinds/channel.ts';
import type { Image } from '../kinds/model.ts';
import type { Transcoder } from '../kinds/transcoder.ts';
import type { LogEvent } from '../log-events.ts';
import type { Log, LogFields } from '../log.ts';
import { sniffImage } from './image-format.ts';

/** The longer side of a picture as the model gets it, pixels: enough to say what is on it, and what larger print says. */
export const longestSide = 1024;

/** So many files of one turn are looked at. */
export const mostFiles = 8;

/** Of a document so many pages are read, and of all documents of a turn so many characters. */
const [mostPages, mostCharacters] = [20, 60_000];

/** With less left for another document it is not read: its first lines alone would tell nothing. */
const fewestCharacters = 1_000;

/** Why a file is not shown to the model: also `many` (of a turn), `large`, `gone` (it cannot be had any more) and `blind` (the model sees no pictures). */
export type Unseen = DocumentFault | 'many' | 'large' | 'gone' | 'image' | 'blind';

/** What there is to see in a file. */
export type Sight =
  | { type: 'image'; image: Image }
  | { type: 'document'; name: string; text: string; partly?: string }
  | { type: 'unseen'; why: Unseen };

/** What it takes to look at files. */
export interface Viewing extends FileWishes {
  transcoder: Transcoder;
  download(media: Media, of: MessageRef, signal: AbortSignal, room?: Room): Promise<Download>;
  rooms?: Pick<DownloadBudget, 'with'> | undefined;
  log: Pick<Log, 'info' | 'warn'>;
}

/** What is wanted of files, for the life of the bot. */
export interface FileWishes {
  /** Whether pictures are shown to a model that sees them. */
  images: 'auto' | 'never';
  /** A larger file is not opened, bytes. */
  mostBytes: number;
  /** What reads documents; loaded when the first comes. */
  documents: () => Promise<Pick<DocumentReader, 'read'>>;
  /** Where turns with files are taken, so that what they hold is bounded. */
  floor: Pick<FairQueue, 'run'>;
}

/** Tries until a deadline; each failure is told to the log under this event. */
type Patiently = <T>(
  event: LogEvent,
  of: LogFields,
  signal: AbortSignal,
  attempt: () => Promise<T>,
) => Promise<T>;

/** The file of one message: its own, or that of the message to which it replies. */
export interface Attached {
  /** Whose answer it belongs to. */
  inbound: Pick<Inbound, 'chat' | 'id'>;
  /** The message that carries it. */
  id: string;
  media: Media;
  isImage: boolean;
}

/** Looks at the files of one turn, in the order in which it is asked; keeps none of them. */
export class Viewer {
  readonly #viewing: Viewing;
  readonly #patiently: Patiently;
  readonly #seesImages: boolean;
  #files = 0;
  #characters = mostCharacters;

  constructor(viewing: Viewing, patiently: Patiently, seesImages: boolean) {
    this.#viewing = viewing;
    this.#patiently = patiently;
    this.#seesImages = seesImages && viewing.images !== 'never';
  }

  /** What there is to see in a file. Rejects as the download does where that may pass, and with the signal's reason. */
  async look(attached: Attached, signal: AbortSignal): Promise<Sight> {
    if (attached.isImage && !this.#seesImages) return unseen('blind');
    this.#files += 1;
    if (this.#files > mostFiles) return unseen('many');
    const { inbound, id } = attached;
    const { rooms, log } = this.#viewing;
    const begun = performance.now();
    const lookIn = (room?: Room): Promise<Sight> => this.#lookAt(attached, room, signal);
    const of = { chat: inbound.chat, message: id };
    const sight = await this.#patiently('file-failed', of, signal, () =>
      rooms ? rooms.with(inbound.chat, signal, lookIn) : lookIn(),
    );
    const ms = Math.round(performance.now() - begun);
    log.info('file-seen', {
      ...of,
      ms,
      ...(sight.type === 'unseen' ? sight : { type: sight.type }),
    });
    return sight;
  }

  async #lookAt(attached: Attached, room: Room | undefined, signal: AbortSignal): Promise<Sight> {
    const { mostBytes, download, log } = this.#viewing;
    const { inbound, id, media } = attached;
    try {
      const of = { chat: inbound.chat, id };
      const bytes = await upTo(mostBytes, room, signal, (until, within) =>
        download(media, of, until, within),
      );
      return sniffImage(bytes) || attached.isImage
        ? await this.#image(bytes, inbound.chat, signal)
        : await this.#document(bytes, attached, signal);
    } catch (error) {
      const why = whyUnseen(error);
      if (why === undefined || signal.aborted) throw error;
      log.warn('file-unseen', { chat: inbound.chat, message: id, error });
      return unseen(why);
    }
  }

  async #image(bytes: Uint8Array, chat: string, signal: AbortSignal): Promise<Sight> {
    if (!this.#seesImages) return unseen('blind');
    const { toJpeg } = this.#viewing.transcoder;
    if (!toJpeg) return unseen('image');
    const work = toJpeg.bind(this.#viewing.transcoder);
    return { type: 'image', image: await work(bytes, longestSide, signal, { chat }) };
  }

  async #document(
    bytes: Uint8Array,
    { inbound, media }: Attached,
    signal: AbortSignal,
  ): Promise<Sight> {
    const { fileName: name = '' } = media;
    if (this.#characters < fewestCharacters) return unseen('many');
    const reader = await this.#viewing.documents();
    const limits = { pages: mostPages, characters: this.#characters };
    const found = await reader.read(bytes, { name, owner: inbound.chat, ...limits }, signal);
    if ('fault' in found) return unseen(found.fault);
    this.#characters -= found.text.length;
    return { type: 'document', name, ...found };
  }
}

function unseen(why: Unseen): Sight {
  return { type: 'unseen', why };
}

/** A file of at most so many bytes; of a larger one no more is fetched, and this rejects with OverCap. */
async function upTo(
  most: number,
  room: Room | undefined,
  signal: AbortSignal,
  fetched: (signal: AbortSignal, room: Room) => Promise<Download>,
): Promise<Uint8Array> {
  const over = new AbortController();
  const within = async (bytes: number): Promise<void> => {
    if (bytes > most) over.abort(new OverCap());
    over.signal.throwIfAborted();
    await room?.(bytes);
  };
  const { bytes } = await fetched(AbortSignal.any([signal, over.signal]), within);
  if (bytes.length > most) throw new OverCap();
  return bytes;
}

/** A file is larger than it may be. */
class OverCap extends Error {}

/** What a failure means where it is about the file itself; undefined: it is not, or may pass. */
function whyUnseen(error: unknown): Unseen | undefined {
  if (error instanceof OverCap) return 'large';
  // Without ffmpeg there are no pictures, and `doctor` says so.
  if (error instanceof SetupError && error.code.startsWith('setup.transcoder')) return 'image';
  if (!(error instanceof ServiceError) || error.retryable) return undefined;
  if (error.about === 'media-size') return 'large';
  if (error.about === 'media') return 'gone';
  return error.about === 'image' ? 'image' : undefined;
}

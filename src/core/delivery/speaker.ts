import { isOggOpus, oggSeconds } from '../audio.ts';
import type { Budget } from '../costs/budget.ts';
import { within } from '../deadline.ts';
import { ServiceError, SetupError } from '../errors.ts';
import type { Accounts, Due, Outbox } from '../kinds/journal.ts';
import type { Audio } from '../kinds/speech.ts';
import type { Transcoder } from '../kinds/transcoder.ts';
import type { Voice } from '../kinds/voice.ts';
import type { Log } from '../log.ts';
import { Semaphore } from '../semaphore.ts';
import { madeByAi, withOggComment } from './ogg-comment.ts';
import { isRecorded } from './recording.ts';
import { spokenText } from './spoken-text.ts';

/** Notes made at the same time, over all chats. */
const atOnce = 16;

/** A reply whose sending failed so often goes as text: each try to speak costs again. */
const mostTries = 3;

/** A note of a minute has a tenth of this; more is not what was asked for, bytes. */
const largestNote = 4 * 1024 * 1024;

/** What is shorter holds no words, seconds. */
const shortestNote = 0.2;

/** After so many failures in a row nobody is kept waiting for the next one, for this long (milliseconds). */
const mostFailures = 3;
const restMs = 60_000;

export interface SpeakerDependencies {
  voice: Voice;
  transcoder: Transcoder;
  /** Where what it costs is written down. */
  accounts: Pick<Accounts, 'charge'>;
  outbox: Pick<Outbox, 'due'>;
  /** Absent: no cap on what is spent. */
  budget?: Budget | undefined;
  /** The longest time for one note, milliseconds: the customer waits for it. */
  patienceMs: number;
  log: Log;
  now(): number;
}

/** A voice note and its length. */
interface Note {
  bytes: Uint8Array;
  seconds: number;
}

/** Rejects when the signal aborts: a voice that does not listen to it must not hold up a reply. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
}

/** Makes voice notes of replies that are to be spoken. */
export class Speaker {
  readonly #parts: SpeakerDependencies;
  readonly #slots = new Semaphore(atOnce);
  #failures = 0;
  #restsUntil = 0;

  constructor(parts: SpeakerDependencies) {
    this.#parts = parts;
  }

  /**
   * The reply as a voice note; undefined when it is to be written, wanted so or because it cannot be spoken now, whatever
   * the reason. Rejects only with the signal's reason.
   */
  async note(reply: Due, signal: AbortSignal): Promise<Uint8Array | undefined> {
    if (reply.voice === undefined || reply.tries >= mostTries) return undefined;
    const { log, now, patienceMs } = this.#parts;
    const begun = now();
    if (begun < this.#restsUntil) return undefined;
    try {
      const { bytes, seconds } = await within(patienceMs, signal, (inner) =>
        Promise.race([this.#slots.run(() => this.#paid(reply, inner), inner), aborted(inner)]),
      );
      this.#failures = 0;
      log.info('reply-spoken', {
        chat: reply.chat,
        ms: now() - begun,
        seconds: Math.round(seconds),
        bytes: bytes.length,
      });
      return bytes;
    } catch (error) {
      signal.throwIfAborted();
      this.#failures += 1;
      if (this.#failures % mostFailures === 0) this.#restsUntil = now() + restMs;
      log.warn('voice-failed', { chat: reply.chat, error });
      return undefined;
    }
  }

  #paid(reply: Due, signal: AbortSignal): Promise<Note> {
    const { voice, budget } = this.#parts;
    const text = spokenText(reply.text);
    const work = (): Promise<Note> => this.#make(reply, text, signal);
    return budget
      ? budget.speak(reply.chat, { model: voice.model, characters: text.length }, work)
      : work();
  }

  async #make(reply: Due, text: string, signal: AbortSignal): Promise<Note> {
    const language = isRecorded(reply.voice) ? 'other' : (reply.voice ?? 'other');
    const audio = await this.#parts.voice.speak(text, { language }, signal);
    let seconds: number | undefined;
    try {
      const note = await this.#toNote(audio, reply.chat, signal);
      seconds = note.seconds;
      return note;
    } finally {
      await this.#charge(reply, text.length, seconds);
    }
  }

  async #toNote(audio: Pick<Audio, 'bytes'>, chat: string, signal: AbortSignal): Promise<Note> {
    const { transcoder } = this.#parts;
    const spoken = isOggOpus(audio.bytes)
      ? audio.bytes
      : await transcoder.toNote?.(audio.bytes, signal, { chat });
    if (spoken === undefined)
      throw new SetupError('transcoder.note', 'The converter in use makes no voice notes');
    const bytes = withOggComment(spoken, madeByAi);
    const seconds = oggSeconds(bytes) ?? 0;
    if (seconds >= shortestNote && bytes.length <= largestNote) return { bytes, seconds };
    throw new ServiceError(
      'voice.note',
      'What was spoken is not a voice note: empty, broken or too large',
      { retryable: false },
    );
  }

  /** Writes down what was spoken, but nothing of a customer who was erased meanwhile. A journal that fails does not hold up the reply. */
  async #charge(
    { id: reply, chat }: Due,
    spokenCharacters: number,
    spokenSeconds: number | undefined,
  ): Promise<void> {
    const { voice, accounts, outbox, log, now } = this.#parts;
    const length = spokenSeconds === undefined ? {} : { spokenSeconds };
    const usage = { input: 0, cached: 0, output: 0, spokenCharacters, ...length };
    const model = voice.model === undefined ? {} : { voiceModel: voice.model };
    try {
      if (!(await outbox.due(chat)).some((due) => due.id === reply)) return;
      await accounts.charge({ kind: 'speech', chat, at: now(), usage: { ...usage, ...model } });
    } catch (error) {
      log.warn('voice-uncounted', { chat, error });
    }
  }
}

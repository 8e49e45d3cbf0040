import { oggSeconds } from '../audio.ts';
import { ServiceError } from '../errors.ts';
import { hear } from '../hearing/hear.ts';
import type { Heard } from '../hearing/heard.ts';
import type { Inbound, Media, Room } from '../kinds/channel.ts';
import type { Language } from '../language/index.ts';
import type { LogEvent } from '../log-events.ts';
import type { Log, LogFields } from '../log.ts';
import type { TurnDependencies } from './turn-parts.ts';
import type { Hearer } from '../understanding/understood.ts';

/** A note that was heard, and how long that took, milliseconds. */
export interface HeardNote {
  heard: Heard;
  ms: number;
}

/** What was heard so far, by message, so that a turn which runs again does not pay for the same note twice. */
export type HeardNotes = Map<string, HeardNote>;

/** Tries until a deadline; each failure is told to the log under this event. */
export type Patiently = <T>(
  event: LogEvent,
  of: LogFields,
  signal: AbortSignal,
  attempt: () => Promise<T>,
) => Promise<T>;

/** Hears the notes of a chat's turn, each once: what was heard is kept in `notes`. */
export function noteHearer(
  dependencies: TurnDependencies,
  notes: HeardNotes,
  patiently: Patiently,
): Hearer['hear'] {
  const { now, rooms } = dependencies;
  return async (inbound, media, previous, signal) => {
    const known = notes.get(inbound.id);
    if (known) return known.heard;
    const begun = now();
    const hearIn = (room?: Room): Promise<Heard> =>
      hearNote(dependencies, inbound, media, previous, { signal, room });
    const { chat, id: message } = inbound;
    const heard = await patiently('speech-failed', { chat, message }, signal, () =>
      rooms ? rooms.with(chat, signal, hearIn) : hearIn(),
    );
    notes.set(message, { heard, ms: now() - begun });
    return heard;
  };
}

/** Tells the log what was heard in a turn that has ended: before, its customer may be erased, and the log cleared of him. */
export function logHeard(log: Pick<Log, 'info'>, chat: string, notes: HeardNotes): void {
  for (const [message, { heard, ms }] of notes)
    log.info('voice-heard', { chat, message, ms, ...heard });
}

async function hearNote(
  dependencies: TurnDependencies,
  inbound: Inbound,
  media: Media,
  previous: Language | undefined,
  { signal, room }: { signal: AbortSignal; room?: Room | undefined },
): Promise<Heard> {
  try {
    const note = await dependencies.download(media, inbound, signal, room);
    const { speech } = dependencies.listening;
    const limited =
      dependencies.budget?.limitSpeech(speech, inbound.chat, oggSeconds(note.bytes)) ?? speech;
    const { heard } = await hear(
      note,
      { ...dependencies.listening, speech: limited, chat: inbound.chat },
      { previous },
      signal,
    );
    return heard;
  } catch (error) {
    const lost = lostMedia(error);
    if (lost === undefined) throw error;
    dependencies.log.warn('voice-lost', { chat: inbound.chat, message: inbound.id, error });
    return { type: 'unclear', reason: lost };
  }
}

/** Whether the note itself cannot be had, now or later: the customer is asked to repeat it. */
function lostMedia(error: unknown): 'too large' | 'unreadable' | undefined {
  if (!(error instanceof ServiceError) || error.retryable) return undefined;
  if (error.about === 'media-size') return 'too large';
  return error.about === 'media' ? 'unreadable' : undefined;
}

import { oggSeconds } from '../audio.ts';
import type { Budget } from '../costs/budget.ts';
import type { Listening } from '../hearing/listening.ts';
import { ServiceError } from '../errors.ts';
import type { DownloadBudget } from '../hearing/download-budget.ts';
import { hear, type Heard } from '../hearing/hear.ts';
import type { History } from '../history/history.ts';
import type { Download, Inbound, Media, Room } from '../kinds/channel.ts';
import type { Model } from '../kinds/model.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { Language } from '../language/index.ts';
import type { Log, LogFields } from '../log.ts';
import type { VoiceReply } from '../settings/bot-settings.ts';
import type { Disclosing } from './reply-messages.ts';
import { retrying } from '../retry.ts';
import type { TurnParts } from './turn.ts';

/** What turns are made of, for the life of the bot. */
export interface TurnDependencies extends Disclosing {
  model: Model;
  listening: Listening;
  prompt: Prompt;
  history: Pick<History, 'recall' | 'record' | 'erase'>;
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  timeZone: string;
  /** The day at the business, in words. */
  dayOf(at: number): string;
  log: Log;
  /** Which answers are spoken; absent: none. */
  voiceReply?: VoiceReply;
  /** Values that no answer may hold. */
  secrets?: readonly string[];
  /** Absent: no cap on what is spent. */
  budget?: Budget;
  now(): number;
  /** Fetches a voice note. */
  download(media: Media, of: Inbound, signal: AbortSignal, room?: Room): Promise<Download>;
  /** Where notes stay until they are heard; absent: as many as there are turns, of any size. */
  rooms?: Pick<DownloadBudget, 'with'>;
}

/** What was heard so far, by message, so that a turn which runs again does not pay for the same note twice. */
export type HeardNotes = Map<string, Heard>;

/** What one turn is bounded by, and what it shares with others of its chat. */
export interface TurnFrame {
  /** Unix milliseconds. */
  deadline: number;
  heard: HeardNotes;
  /** Whether an answer to this message is still owed: not where its customer was erased. Absent: always. */
  isOwed?(message: string): Promise<boolean>;
}

/** The parts of a chat's turn: its dependencies, with a model and a speech recognition that keep to the budget and are patient until the deadline. */
export function turnParts(
  dependencies: TurnDependencies,
  chat: string,
  { deadline, heard, isOwed }: TurnFrame,
): TurnParts {
  const { log, now, budget, listening, rooms } = dependencies;
  const model = budget?.limitModel(dependencies.model, chat) ?? dependencies.model;
  const patiently = <T>(
    event: string,
    of: LogFields,
    signal: AbortSignal,
    attempt: () => Promise<T>,
  ): Promise<T> =>
    retrying(attempt, {
      deadline,
      signal,
      now,
      onRetry: (error, pauseMs) => log.warn(event, { ...of, pauseMs: Math.round(pauseMs), error }),
    });
  return {
    ...dependencies,
    ...(listening.speech.model === undefined ? {} : { speechModel: listening.speech.model }),
    recall: (of) => dependencies.history.recall(of),
    ask: (question, signal) =>
      patiently('model-failed', {}, signal, () => model.answer(question, signal)),
    async hear(inbound, media, previous, signal) {
      const known = heard.get(inbound.id);
      if (known) return known;
      const begun = now();
      const heardIn = (room?: Room): Promise<Heard> =>
        hearNote(dependencies, inbound, media, previous, { signal, room });
      const found = await patiently(
        'speech-failed',
        { chat: inbound.chat, message: inbound.id },
        signal,
        () => (rooms ? rooms.with(inbound.chat, signal, heardIn) : heardIn()),
      );
      heard.set(inbound.id, found);
      // The log may just have been cleared of this customer.
      if (isOwed && !(await isOwed(inbound.id))) return found;
      log.info('voice-heard', {
        chat: inbound.chat,
        message: inbound.id,
        ms: now() - begun,
        ...found,
      });
      return found;
    },
  };
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
    return await hear(
      note,
      { ...dependencies.listening, speech: limited, chat: inbound.chat },
      { previous },
      signal,
    );
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

import { withoutAccount } from '../phone.ts';
import type { Budget } from '../costs/budget.ts';
import type { Listening } from '../hearing/listening.ts';
import type { DownloadBudget } from '../hearing/download-budget.ts';
import type { History } from '../history/history.ts';
import type { ChatForm, Download, Media, MessageRef, Room } from '../kinds/channel.ts';
import type { Model } from '../kinds/model.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { BusinessKnowledge } from '../knowledge/business-knowledge.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import type { VoiceReply } from '../settings/bot-settings.ts';
import type { GuardName } from '../settings/guard-settings.ts';
import type { Disclosing } from './reply-messages.ts';
import { Viewer, type FileWishes } from '../attachments/viewer.ts';
import type { TurnFiles } from '../understanding/turn-files.ts';
import { noteHearer, type HeardNotes, type Patiently } from './note-hearer.ts';
import { retrying } from '../retry.ts';
import type { BusinessHours } from '../time/business-hours.ts';
import type { Handoff } from '../tickets/handoff.ts';
import { answerOnce } from '../tools/answer-once.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { TurnParts } from './scene.ts';

/** What turns are made of, for the life of the bot. */
export interface TurnDependencies extends Disclosing {
  model: Model;
  listening: Listening;
  prompt: Prompt;
  /** What the business knows beside its prompt; absent: nothing. */
  knowledge?: Pick<BusinessKnowledge, 'load' | 'tools'>;
  history: Pick<History, 'recall' | 'record' | 'erase'>;
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  /** When the business is open. */
  hours: BusinessHours;
  /** From this age on a message is answered as a late one, milliseconds; absent: from none. */
  staleMs?: number;
  log: Log;
  /** Which answers are spoken; absent: none. */
  voiceReply?: VoiceReply;
  /** Values that no answer may hold. */
  secrets?: readonly string[];
  /** Guards that do not look at answers; absent: all do. */
  guardsOff?: readonly GuardName[];
  /** How people of the business are called; absent: they are not. */
  handoff?: Handoff;
  /** Whether the model says what it does not know; absent: it does not. */
  marksUnknown?: boolean;
  /** What the model may call beside a person; absent: nothing. */
  toolbox?: Toolbox;
  /** Absent: no cap on what is spent. */
  budget?: Budget;
  now(): number;
  /** Fetches a file of a customer's. */
  download(media: Media, of: MessageRef, signal: AbortSignal, room?: Room): Promise<Download>;
  /** The messenger of all chats whose form names none, as people call it; absent: WhatsApp. */
  messenger?: string;
  /** How texts of a chat are written; absent: as in WhatsApp. */
  form?(chat: string): ChatForm;
  /** How files of customers are looked at; absent: they are not. */
  viewing?: FileWishes;
  /** Where notes stay until they are heard; absent: as many as there are turns, of any size. */
  rooms?: Pick<DownloadBudget, 'with'>;
}

/** What one turn is bounded by, and what it shares with others of its chat. */
export interface TurnFrame {
  /** Unix milliseconds. */
  deadline: number;
  heard: HeardNotes;
}

/** The parts of a chat's turn: its dependencies, with a model and a speech recognition that keep to the budget and are patient until the deadline. */
export function turnParts(
  dependencies: TurnDependencies,
  chat: string,
  { deadline, heard }: TurnFrame,
): TurnParts {
  const { log, now, budget, listening } = dependencies;
  const model = budget?.limitModel(dependencies.model, chat) ?? dependencies.model;
  const patiently: Patiently = (event, of, signal, attempt) =>
    retrying(attempt, {
      deadline,
      signal,
      now,
      onRetry: (error, pauseMs) => log.warn(event, { ...of, pauseMs: Math.round(pauseMs), error }),
    });
  const { handoff, viewing, form, ...others } = dependencies;
  return {
    ...others,
    ...writtenIn(form?.(chat), others),
    ...(handoff && !handoff.owners.includes(withoutAccount(chat)) ? { handoff } : {}),
    ...(listening.speech.model === undefined ? {} : { speechModel: listening.speech.model }),
    ...(model.takesFunctions === undefined ? {} : { takesFunctions: model.takesFunctions }),
    ...(model.acts ? { acts: true } : {}),
    recall: (of) => dependencies.history.recall(of),
    ask: (question, signal) =>
      patiently('model-failed', {}, signal, () =>
        answerOnce(model, question, { deadline, now, log }, signal),
      ),
    hear: noteHearer(dependencies, heard, patiently),
    ...(viewing ? { files: filesOf(dependencies, viewing, chat, patiently) } : {}),
  };
}

/** How the answers of a chat are written, and whether any is spoken: not where a note would not arrive as one. */
function writtenIn(
  form: ChatForm | undefined,
  { voiceReply }: Pick<TurnDependencies, 'voiceReply'>,
): Pick<TurnParts, 'markup' | 'messenger' | 'voiceReply'> {
  if (!form) return {};
  const { carriesVoice, ...shown } = form;
  const isWritten = voiceReply !== undefined && !carriesVoice;
  return { ...shown, ...(isWritten ? { voiceReply: 'never' } : {}) };
}

/** Who looks at the files of a chat's turn. Whether the model sees is looked up each time: it may just have been found out. */
function filesOf(
  dependencies: TurnDependencies,
  viewing: FileWishes,
  chat: string,
  patiently: Patiently,
): TurnFiles {
  const { model, listening, download, rooms, log } = dependencies;
  const { transcoder } = listening;
  const how = { ...viewing, transcoder, rooms, log, download };
  return {
    looker(images) {
      const viewer = new Viewer(how, patiently, images && model.seesImages === true);
      return { look: (attached, signal) => viewer.look(attached, signal) };
    },
    run: (signal, work) => viewing.floor.run(work, { owner: chat, seconds: 1 }, signal),
  };
}

import type { SpokenLanguage } from './channel.ts';
import type { Audio } from './speech.ts';

/** How a text is to be spoken. */
export interface Manner {
  /** The language of the text; `other`: none of the bot's own. */
  language: SpokenLanguage;
}

/** Something that speaks. */
export interface Voice {
  /** The model that speaks, as the service names it: what a minute costs goes by it. Absent where nobody counts. */
  readonly model?: string;
  /**
   * One try: the whole text, free of markup, as audio of any format. Rejects with a ServiceError, retryable or not as for
   * `Model.answer`, also (retryable) when what came is no audio. Ends when `signal` aborts, with the signal's reason.
   */
  speak(
    text: string,
    manner: Manner,
    signal: AbortSignal,
  ): Promise<Pick<Audio, 'bytes' | 'format'>>;
}

import {
  detectLanguage,
  detectLanguages,
  foreignLanguage,
  type Language,
} from '../language/index.ts';
import type { Log } from '../log.ts';
import type { ChatFacts } from '../kinds/turn-record.ts';

/** What the newest messages of a chat say about its language. */
export interface TurnLanguage {
  /** The language of the business to answer in, and for the bot's own phrases. */
  language: Language;
  /** Other languages of the bot in these messages. */
  alsoUsed: readonly Language[];
  /** The English name of the language that the messages are in, when that is none of the bot's: the answer is in it. */
  foreign?: string;
}

/** The language to answer a text in, by the text and by the chat's past; an empty text keeps the chat's language. */
export function languageOf(
  text: string,
  { language: previous }: ChatFacts,
  spoken: readonly Language[],
): Language {
  return detectLanguage(text, {
    languages: spoken,
    ...(previous === undefined ? {} : { previous }),
  }).language;
}

/** Looks at everything that was said in one turn; an event tells of a language that is none of the bot's. */
export async function turnLanguage(
  chat: string,
  text: string,
  facts: ChatFacts,
  { languages, log }: { languages: readonly Language[]; log?: Pick<Log, 'info'> },
): Promise<TurnLanguage> {
  const language = languageOf(text, facts, languages);
  const foreign = await foreignLanguage(text);
  if (!foreign)
    return {
      language,
      alsoUsed: detectLanguages(text, { languages }).filter((other) => other !== language),
    };
  log?.info('foreign-language', { chat, language: foreign.code });
  return { language, alsoUsed: [], foreign: foreign.name };
}

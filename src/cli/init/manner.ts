import type { Language } from '../../core/language/index.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import type { Environment, Setting } from '../../core/settings/settings.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import { interview, mannerQuestions, type Interview } from './questions.ts';
import { variablesOf } from './given-answers.ts';
import { chooseLanguages, confirmed, terminalQuestioner } from '../terminal/questions.ts';

/** How the bot is to speak with customers, and what it may cost. */
export interface BotManner {
  /** The most usual first; undefined when nobody says. */
  languages: readonly Language[] | undefined;
  /** What is written into `.env`. */
  variables: Record<string, string>;
}

/** What flags say of it. */
export interface SaidOfManner {
  languages: readonly Language[] | undefined;
  disclosure: boolean | undefined;
}

/** Languages, disclosure, time zone and budget: what flags say; a person is asked, with what is set already on offer. */
export async function askManner(
  said: SaidOfManner,
  from: Interview,
  environment: Environment,
): Promise<BotManner> {
  const { asks, questioner = terminalQuestioner, settings } = from;
  const spoken =
    said.languages ??
    (asks
      ? await chooseLanguages(setNow(botSettings.languages, environment), questioner)
      : undefined);
  const question = 'Say in the first answer of a chat that an AI assistant is answering?';
  const discloses =
    said.disclosure ??
    (asks
      ? await confirmed(question, setNow(botSettings.disclosure, environment), questioner)
      : undefined);
  const answers = await interview(mannerQuestions, from);
  const variables = {
    ...(spoken && { [botSettings.languages.env]: spoken.join(',') }),
    ...(discloses !== undefined && { [botSettings.disclosure.env]: String(discloses) }),
    ...variablesOf(mannerQuestions, answers, settings, environment),
  };
  return { languages: spoken, variables };
}

/** What is set now; a value that cannot be read counts as none. */
function setNow<T>(setting: Setting<T>, environment: Environment): T {
  const { values, problems } = readSettings({ setting }, environment);
  return (problems.length === 0 ? values : readSettings({ setting }, {}).values).setting;
}

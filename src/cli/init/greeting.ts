import { languages, type Language } from '../../core/language/index.ts';
import { terminalLanguage, translatorTo } from '../../core/owner-language/index.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { chooseLanguage, terminalQuestioner, type Questioner } from '../terminal/questions.ts';

const greeting = [
  'Welcome! A few questions, and the bot can answer your customers.',
  'You need a GREEN-API instance and an API key of OpenAI or a compatible service. Answers are tested right away.',
  'Enter accepts the value in parentheses; Ctrl+C stops without changing anything.',
];

export interface GreetingDependencies {
  /** The language that was said by flag. */
  wished: Language | undefined;
  environment: Environment;
  questioner?: Questioner;
  /** Says something to the person. */
  say(line: string): void;
}

/** Asks which language the person speaks, unless that was said, and says in it what comes next. */
export async function greeted({
  wished,
  environment,
  questioner = terminalQuestioner,
  say,
}: GreetingDependencies): Promise<Language> {
  const question = 'Which language should wabot use with you?';
  const language =
    wished ??
    (await chooseLanguage(question, languages, terminalLanguage(environment), questioner));
  for (const line of greeting) say(translatorTo(language)(line));
  return language;
}

import { CLIError } from '@oclif/core/errors';
import { languages, type Language } from '../../core/language/index.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { ownersWords } from '../owner-words.ts';
import { keysTheme, yesNoTheme } from './question-theme.ts';

/** Where a person is asked: words go to standard error, so that standard output stays data. */
export interface Questioner {
  input: NodeJS.ReadStream;
  output: NodeJS.WritableStream;
  /** In whose words; the owner's when left out. */
  words?: Translate;
}

/** Whether there is somebody at a terminal who can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** The terminal that the process was started on. */
export const terminalQuestioner: Questioner = { input: process.stdin, output: process.stderr };

/** The words in which somebody is asked there. */
export function wordsAt({ words }: Questioner): Translate {
  return words ?? ownersWords();
}

/** Asks yes or no, in the owner's words. A person who presses Ctrl+C ends the command with 130. */
export async function confirmed(
  message: string,
  fallback: boolean,
  at: Questioner = terminalQuestioner,
): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  const words = wordsAt(at);
  return answered(
    confirm({ message: words(message), default: fallback, theme: yesNoTheme(words) }, at),
  );
}

/** Waits for an answer of the person; nothing was done yet when it never comes. */
export async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new CLIError('Stopped; nothing was changed.', { exit: 130 });
    throw error;
  }
}

/** Languages as those who speak them call them. */
const ownNames: Readonly<Record<Language, string>> = {
  ru: 'Русский',
  kk: 'Қазақша',
  en: 'English',
};

const named = (value: Language): { value: Language; name: string } => ({
  value,
  name: ownNames[value],
});

/** Asks for one of some languages; `usual` is taken with Enter. */
export async function chooseLanguage(
  message: string,
  among: readonly Language[],
  usual: Language,
  at: Questioner = terminalQuestioner,
): Promise<Language> {
  const { select } = await import('@inquirer/prompts');
  const words = wordsAt(at);
  const choices = among.map(named);
  return answered(
    select<Language>(
      { message: words(message), choices, default: usual, theme: keysTheme(words) },
      at,
    ),
  );
}

/** Asks for the languages of the business, those in use ticked: at least one, the most usual first. */
export async function chooseLanguages(
  inUse: readonly Language[],
  at: Questioner = terminalQuestioner,
): Promise<readonly Language[]> {
  const { checkbox } = await import('@inquirer/prompts');
  const words = wordsAt(at);
  const inOrder = [...new Set([...inUse, ...languages])];
  const choices = inOrder.map((value) => ({ ...named(value), checked: inUse.includes(value) }));
  const validate = (chosen: readonly unknown[]): true | string =>
    chosen.length > 0 || words('This is required.');
  const message = words('Languages of the business');
  const chosen = await answered(
    checkbox<Language>({ message, choices, validate, theme: keysTheme(words) }, at),
  );
  const [first, ...others] = chosen;
  if (first === undefined || others.length === 0) return chosen;
  const usual = await chooseLanguage('The most common of them', chosen, first, at);
  return [usual, ...chosen.filter((language) => language !== usual)];
}

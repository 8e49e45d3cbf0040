import { CLIError } from '@oclif/core/errors';
import { languageNames } from './core/language-names.ts';
import { languages, type Language } from './core/language/index.ts';
import { ownersWords } from './owner-words.ts';

/** Where a person is asked: words go to standard error, so that standard output stays data. */
export interface Desk {
  input: NodeJS.ReadStream;
  output: NodeJS.WritableStream;
}

/** Whether there is somebody at a terminal who can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** The terminal that the process was started on. */
export const terminalDesk: Desk = { input: process.stdin, output: process.stderr };

/** Asks yes or no, in the owner's words. A person who presses Ctrl+C ends the command with 130. */
export async function confirmed(message: string, fallback: boolean, at: Desk = terminalDesk): Promise<boolean> {
  const { confirm } = await import('@inquirer/prompts');
  return answered(confirm({ message: ownersWords()(message), default: fallback }, at));
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

/** Asks for the languages of the business; at least one. */
export async function chooseLanguages(at: Desk = terminalDesk): Promise<Language[]> {
  const { checkbox } = await import('@inquirer/prompts');
  const choices = languages.map((value) => ({ value, name: languageNames[value], checked: true }));
  return answered(checkbox<Language>({ message: ownersWords()('Languages of the business'), choices, required: true }, at));
}

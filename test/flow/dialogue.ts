import type { OpenAiRequest, OpenAiSandbox } from '../../src/sandbox/openai/index.ts';
import { chatOf } from './messenger.ts';

type Chat = NonNullable<OpenAiRequest['chat']>;

/** What stands before and after each message that a test writes, so that it is found again in what comes back. */
const sayings = /‹[^›]*›/g;

/** What the model was told by the system, and what was said, oldest first. */
export function dialogueOf({ messages }: Chat): {
  system: string;
  said: { role: string; text: string }[];
} {
  const texts = messages.map(({ role, content }) => ({ role, text: String(content) }));
  return {
    system: texts
      .filter(({ role }) => role === 'system')
      .map(({ text }) => text)
      .join('\n'),
    said: texts.slice(1),
  };
}

/** What the model was asked for customers, in order, and whether that was broken off; no summaries. */
export function questions(
  openAi: OpenAiSandbox,
): (ReturnType<typeof dialogueOf> & { aborted: boolean })[] {
  const asked = openAi.requests.flatMap(({ chat, aborted = false }) =>
    chat ? [{ ...dialogueOf(chat), aborted }] : [],
  );
  return asked.filter(({ system }) => system.includes('</business>'));
}

/** The notes that were sent for transcription, in order. */
export function uploads(openAi: OpenAiSandbox): NonNullable<OpenAiRequest['upload']>[] {
  return openAi.requests.flatMap(({ upload }) => upload ?? []);
}

/** A saying that is found again in what the model answers. */
export function saying(text: string): string {
  return `‹${text}›`;
}

/** The sayings in a text, in order and without their marks. */
export function sayingsIn(text: string): string[] {
  return [...text.matchAll(sayings)].map(([found]) => found.slice(1, -1));
}

/** A model that repeats the newest thing said to it. */
export function echo(chat: Chat): string {
  return `Heard: ${dialogueOf(chat).said.at(-1)?.text ?? ''}`;
}

/** A word for a chat, by which it is found again in what comes back; no number, which the bot would not repeat. */
export function wordFor(chat: string): string {
  return chat.replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
}

/** A customer's chat. */
export function customer(number: number): string {
  return chatOf(`7701${String(number).padStart(7, '0')}`);
}

import type { ModelLimits, Question } from '../kinds/model.ts';
import type { Usage } from '../kinds/turn-record.ts';

/** What a service adds to each message of a dialogue (its role and its ends), in tokens, estimated high. */
const tokensPerMessage = 16;

/** Patches of 32 pixels, each two and a half tokens: the most expensive way to count a picture that is at most 1,024 pixels long. */
const mostImageTokens: NonNullable<ModelLimits['imageTokens']> = ({ width, height }) =>
  Math.ceil(2.5 * Math.ceil(width / 32) * Math.ceil(height / 32)) + 1_000;

/**
 * More tokens than a question can have: every token stands for at least one byte of its text. `imageTokens`: as the model's
 * plugin counts its pictures.
 */
export function mostTokens(
  { shared, chat, messages, functions = [] }: Question,
  imageTokens = mostImageTokens,
): number {
  const offers = functions.map((offer) => JSON.stringify(offer));
  const said = messages.map(({ text, calls, kept }) =>
    calls ? JSON.stringify([text, calls, kept]) : text,
  );
  const texts = [chat, ...said, ...offers];
  const images = messages.flatMap((one) => one.images ?? []);
  return (
    bytesOf(shared) +
    tokensPerMessage +
    texts.reduce((sum, text) => sum + Buffer.byteLength(text) + tokensPerMessage, 0) +
    images.reduce((sum, image) => sum + imageTokens(image), 0)
  );
}

/** The text that was counted last: it is the same for all chats. */
let counted = { text: '', bytes: 0 };

function bytesOf(text: string): number {
  if (counted.text !== text) counted = { text, bytes: Buffer.byteLength(text) };
  return counted.bytes;
}

/**
 * The tokens of an answer where the service tells nothing of them, or that they were none: as many as they can have been at
 * most, so that a cap goes on holding. What it does tell stays as it is.
 */
export function knownUsage(
  usage: Usage,
  question: Question,
  mostOutput: number,
  imageTokens?: ModelLimits['imageTokens'],
): Usage {
  const { input, output, cached, written = 0 } = usage;
  const read = input > 0 ? input : mostTokens(question, imageTokens);
  return {
    ...usage,
    input: read,
    cached: Math.min(cached, read),
    ...(written > 0 ? { written: Math.min(written, read - Math.min(cached, read)) } : {}),
    output: output > 0 ? output : mostOutput,
    ...(input > 0 && output > 0 ? {} : { estimated: true }),
  };
}

import { isOggOpus } from '../../src/core/audio.ts';
import type { DeliveredMessage } from '../../src/sandbox/green-api/index.ts';
import { carriedText } from '../../src/sandbox/openai/index.ts';
import type { World } from './world.ts';

/** What one message was to the customer: `🎤` and the words of a voice note, or the text. */
export function heardIn({ message, file }: DeliveredMessage): string {
  if (!file) return message;
  const isNote =
    isOggOpus(file.bytes) && /^voice-[\da-f]{20}\.ogg$/.test(file.fileName) && message === '';
  return `${isNote ? '🎤' : 'no voice note:'} ${carriedText(file.bytes) ?? '(no words)'}`;
}

/** What reached a customer so far, spoken and written. */
export function heardAloud(world: World, chat: string): string[] {
  return world.greenApi.sent.filter(({ chatId }) => chatId === chat).map(heardIn);
}

import { createHash } from 'node:crypto';
import type { Outbound } from '../../../core/kinds/channel.ts';

/**
 * The file name under which a reply goes out as a voice note. It says what was said to whom, and nothing to anybody else: the
 * same reply has the same name after a crash and after a move to another journal.
 */
export function noteName({ chat, text }: Pick<Outbound, 'chat' | 'text'>): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([chat, text]))
    .digest('hex');
  return `voice-${digest.slice(0, 20)}.ogg`;
}

/** Whether a file name is one of those. */
export function isNoteName(name: string): boolean {
  return /^voice-[\da-f]{20}\.ogg$/.test(name);
}

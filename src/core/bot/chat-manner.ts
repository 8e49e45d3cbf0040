import type { Audience } from '../audience/audience.ts';
import type { Journal, Waiting } from '../kinds/journal.ts';
import { mannerOf, type TurnManner } from '../people/manner.ts';
import type { PauseEnd } from '../settings/people-settings.ts';

/** What the manner of a chat's turns goes by. */
export interface MannerDependencies {
  journal: Pick<Journal, 'pauses'>;
  /** Who is answered; absent: everybody. */
  audience?: Pick<Audience, 'has'> | undefined;
  /** What becomes of a question that is left when a pause runs out. */
  pauseEnd: PauseEnd;
}

/** How these messages of a chat are dealt with now (Unix milliseconds), by all that is known of the chat. */
export async function chatManner(
  chat: string,
  waiting: readonly Waiting[],
  { journal, audience, pauseEnd }: MannerDependencies,
  now: number,
): Promise<TurnManner> {
  if (audience?.has(chat) === false) return 'skip';
  return mannerOf(waiting, await journal.pauses.of(chat), { now, pauseEnd });
}

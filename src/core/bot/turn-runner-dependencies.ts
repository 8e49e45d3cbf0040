import type { ChatGuard } from '../audience/chat-guard.ts';
import type { Consequences, Due, Journal } from '../kinds/journal.ts';
import type { Leaving } from '../left/left-turn.ts';
import type { LaneWork } from './lane-work.ts';
import type { PlanDependencies } from './turn-plan.ts';
import type { Reminders } from '../reminders/reminders.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';

/** What it takes to take turns. */
export interface TurnRunnerDependencies extends PlanDependencies {
  journal: Pick<Journal, 'inbox' | 'turns' | 'pauses'> & Partial<Pick<Journal, 'rules'>>;
  dependencies: TurnDependencies;
  /** The longest time one try of a turn may take, milliseconds. */
  timeoutMs: number;
  /** Puts chats that go too fast to rest; absent: none. */
  guard?: Pick<ChatGuard, 'judge'> | undefined;
  /** Reminds of bookings; absent: nobody is reminded. */
  reminders?: Reminders | undefined;
  /** Whether voice notes of somebody of the business are heard. */
  operatorVoice: boolean;
  /** What becomes of messages while the business is closed, and of old ones; absent: they are answered. */
  leaving?: Leaving | undefined;
  /** The same work, seen from outside; absent: nobody looks. */
  traced?: ((work: LaneWork) => LaneWork) | undefined;
  /** How many turns may fail on a message before it is given up. */
  tries: number;
  /** Told when a chat has replies due: these. Resolves when they are sent. */
  replyDue(chat: string, due: readonly Due[]): Promise<void>;
  /** Told what a turn brought about that has just been settled. */
  brought?(brings: Consequences): void;
  /** Told when a chat's turn is remembered, and how many of its entries wait for a summary. */
  remembered?(chat: string, pending: number): void;
}

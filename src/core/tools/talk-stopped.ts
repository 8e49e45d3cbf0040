import type { JsonObject, Tool } from '../kinds/tool.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';

/** Why a turn ends without the model's words: the outcome of a write is unknown, somebody's word is needed first, or nothing is to be made. */
export type Stop =
  | { why: 'unknown'; called: CalledFunction }
  | { why: 'customer' | 'owner' | 'dry'; tool: Tool; args: JsonObject };

/** The calls of a turn have come to where the model cannot go on. */
export class TalkStopped extends Error {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super('The calls of this turn have come to an end');
    this.stop = stop;
  }
}

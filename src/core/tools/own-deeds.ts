import { isActed, type Answer, type OwnDeed } from '../kinds/model.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';
import { calledFunction } from './called-functions.ts';

/** What the model that gave an answer says it has done by itself. */
export function doneBy(answer: Answer): readonly OwnDeed[] {
  return isActed(answer) ? answer.done : [];
}

/** What a model has done by itself, as it is remembered. */
export function ownDeeds(done: readonly OwnDeed[], at: number): CalledFunction[] {
  return done.map(({ name, args, summary }) =>
    calledFunction({ name, effect: 'write' }, args, { value: '', summary, done: true }, at),
  );
}

import { setImmediate } from 'node:timers/promises';
import { type Halting, pieceLength } from '../figures/pieces.ts';

/** How many characters were read since the loop was last free for other work, by all turns together. */
let read = 0;

/** Those that wait for the loop, in their order: one goes on in each of its passes. */
let waiting: Promise<void> = Promise.resolve();

/** Does work that halts, and lets other work of the loop be done where all such work has read a piece's length. */
export async function inPasses<Result>(work: Halting<Result>): Promise<Result> {
  for (;;) {
    if (read >= pieceLength) await nextPass();
    const step = work.next();
    if (step.done === true) return step.value;
    read += step.value;
  }
}

function nextPass(): Promise<void> {
  waiting = waiting
    .then(() => setImmediate())
    .then(() => {
      read = 0;
    });
  return waiting;
}

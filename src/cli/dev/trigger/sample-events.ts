import { CLIError } from '@oclif/core/errors';
import { didYouMean } from '../../../core/did-you-mean.ts';
import { printable } from '../../../core/printable.ts';
import { accountEvents } from './account-events.ts';
import { messageEvents } from './message-events.ts';
import type { SampleEvent } from './sample-event.ts';

/** Every event that can be sent, in the order in which they are listed. */
export const sampleEvents: readonly SampleEvent[] = [...messageEvents, ...accountEvents];

/** The event of this name; wrong usage that tells them all where there is none. */
export function sampleEvent(name: string): SampleEvent {
  const found = sampleEvents.find((each) => each.name === name);
  if (found) return found;
  const names = sampleEvents.map((each) => each.name);
  const meant = didYouMean(name, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new CLIError(
    `There is no event ${printable(name)}.${hint} Events are: ${names.join(', ')}.`,
    { exit: 2 },
  );
}

import type { BurstMessage } from './eval-case.ts';

/** Messages as they come together: each that follows within the quiet time (milliseconds) belongs to those before it. */
export function burstsOf(messages: readonly BurstMessage[], quietMs: number): BurstMessage[][] {
  const bursts: BurstMessage[][] = [];
  for (const message of messages) {
    const last = bursts.at(-1);
    if (last && message.afterMs <= quietMs) last.push(message);
    else bursts.push([message]);
  }
  return bursts;
}

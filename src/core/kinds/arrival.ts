import type { Finding } from './finding.ts';

/** How messages come in, as the vendor has it now. */
export interface Arrival {
  /** Why nothing can come in, whatever this process does; empty as far as that cannot be told. */
  problems: Finding[];
  /** Notifications that wait at the vendor; absent where it does not tell. */
  waiting?: number;
}

import { claimGuard } from './claim-guard.ts';
import { brokenGuard, cutGuard, lengthGuard } from './cut-guards.ts';
import { denialGuard } from './denial-guard.ts';
import type { Guard } from './guard.ts';
import { languageGuard } from './language-guard.ts';
import { machineGuard } from './machine-guard.ts';
import { numbersGuard } from './numbers-guard.ts';
import { paymentGuard } from './payment-guard.ts';
import { rulesGuard } from './rules-guard.ts';
import { secretGuard } from './secret-guard.ts';
import { strangerGuard } from './stranger-guard.ts';

/** All guards, in the order in which they look: what fixes an answer comes before what judges it. */
export const guardsInOrder: readonly Guard[] = [
  brokenGuard,
  lengthGuard,
  machineGuard,
  cutGuard,
  secretGuard,
  rulesGuard,
  denialGuard,
  paymentGuard,
  claimGuard,
  strangerGuard,
  numbersGuard,
  languageGuard,
];

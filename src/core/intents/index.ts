/** What messages want and what replies claim: pure rules, no model. */
export { asksForPerson } from './asks.ts';
export { claimsAction } from './claims.ts';
export { confirmsPayment } from './payment.ts';
export { draftWord, type DraftWord } from './draft-word.ts';
export { ownerCommand, type OwnerCommand } from './owner-command.ts';
export { saysYes } from './yes-word.ts';
export { stopWord } from './stop-word.ts';

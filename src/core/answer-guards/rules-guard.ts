import { quotesBusiness, quotesRules } from '../guards/index.ts';
import type { Guard } from './guard.ts';
import { decline } from './secret-guard.ts';

/** Long pieces of our rules, of what the business tells the bot, or most of the business's text. */
export const rulesGuard: Guard = {
  name: 'rules',
  look: (text, { confidential: { rules, business } }) =>
    quotesRules(text, rules) || quotesBusiness(text, business) ? decline : text,
};

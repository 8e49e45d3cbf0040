import { t } from './words.js';

/** How codes of failures begin, and what that means for the owner. */
const families = [
  ['service.green-api.', 'reason.channel'],
  ['service.openai.', 'reason.model'],
  ['service.model', 'reason.model'],
  ['budget', 'reason.budget'],
  ['turn.timeout', 'reason.late'],
  ['turn.deadly', 'reason.deadly'],
];

/** Why something was given up, in words where its code is known; the code stays, as documents explain it. @param {string} reason */
export function reasonText(reason) {
  const [, key] = families.find(([begin = '']) => reason.startsWith(begin)) ?? [];
  return key === undefined ? reason : `${t(key)} (${reason})`;
}

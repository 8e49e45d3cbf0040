import { secretMask } from '../mask/secrets.ts';
import { quoted, runsOf } from './word-runs.ts';

/** What must not be in an answer, and what may. */
export interface Confidential {
  /** What the model was told by us, without the business's own text and the customer's words. */
  rules: string;
  /** The business's own text: what stands there is for customers. */
  business: string;
  /** Values of secret settings. */
  secrets: readonly string[];
}

/** So many words of the rules in a row, or in all, are no coincidence. */
const fewestInARow = 13;
const fewestInAll = 18;

/** What keys look like that nobody has named to us. Each takes linear time. */
const keys =
  /(?<![A-Za-z0-9])(?:(?:sk|gsk|xai|rk)[-_](?=[\w-]{0,60}\d)[\w-]{20,}|AIza[\w-]{30,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|(?:ntn|secret)_(?=\w{0,60}\d)\w{30,}|ya29\.[\w-]{30,}|xox[abprs]-[\w-]{20,}|AKIA[A-Z\d]{16}|\d{8,10}:AA[\w-]{30,}|eyJ[\w-]{8,300}\.eyJ[\w-]{8,})|-----BEGIN [A-Z ]{0,30}PRIVATE KEY|waInstance\d{1,20}\/[A-Za-z]{1,40}\/\w{8}|\/rest\/\d{1,9}\/[a-z\d]{12,}\//;

/** What all of these begin with. */
const keyHint =
  /(?:sk|xai|rk)[-_]|AIza|gh[pousr]_|_pat_|(?:ntn|secret)_|ya29|xox|AKIA|:AA|eyJ|-----BEGIN|waInstance|\/rest\//;

/** Secrets that may be words of a language, or parts of one, are not looked for. */
const telling = /^(?=.{6})(?=.*[^\p{L}]|.{12})/su;

/** Whether a key or another secret is in an answer, also in base64. What the business's text holds is none. */
export function holdsSecret(
  text: string,
  { secrets, business }: Pick<Confidential, 'secrets' | 'business'>,
): boolean {
  return (
    (keyHint.test(text) && keys.test(text)) ||
    secrets.some((secret) => isIn(text, secret, business))
  );
}

/** Whether an answer quotes the rules at length, or shows the lines between which texts stand; also in base64. */
export function quotesRules(text: string, rules: string): boolean {
  if (/<\/?(?:business|earlier|knowledge)>/i.test(text) || isFromRules(text, rules)) return true;
  for (const [run] of text.matchAll(/[A-Za-z\d+/=]{100,}/g))
    if (isFromRules(Buffer.from(run, 'base64').toString(), rules)) return true;
  return false;
}

const masks = new Map<string, (text: string) => string>();

function isIn(text: string, secret: string, business: string): boolean {
  if (!telling.test(secret)) return false;
  const mask = masks.get(secret) ?? secretMask([secret]);
  masks.set(secret, mask);
  return mask(text) !== text && !business.includes(secret);
}

/** The runs of words of the rules that were asked for last: they are the same for all chats. */
let known = { rules: '', runs: runsOf([]) };

function isFromRules(text: string, rules: string): boolean {
  const words = wordsOf(text);
  if (words.length < fewestInARow) return false;
  if (known.rules !== rules) known = { rules, runs: runsOf(wordsOf(rules)) };
  const { all, row } = quoted(words, known.runs);
  return row >= fewestInARow || all >= fewestInAll;
}

/** The rules are in English: words of other letters belong to the business and the customer. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

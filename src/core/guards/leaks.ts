import { secretMask } from '../mask/secrets.ts';

/** What must not be in an answer, and what may. */
export interface Confidential {
  /** What the model was told by us, without the business's own text and the customer's words. */
  rules: string;
  /** The business's own text: what stands there is for customers. */
  business: string;
  /** Values of secret settings. */
  secrets: readonly string[];
}

/** The rules are looked for in runs of so many words. So many words in a row, or in all such runs, are no coincidence. */
const runLength = 8;
const fewestInARow = 13;
const fewestInAll = 18;

/** What keys look like that nobody has named to us. Each takes linear time. */
const keys =
  /(?<![A-Za-z0-9])(?:(?:sk|gsk|xai|rk)[-_](?=[\w-]{0,60}\d)[\w-]{20,}|AIza[\w-]{30,}|gh[pousr]_\w{30,}|xox[abprs]-[\w-]{20,}|AKIA[A-Z\d]{16}|eyJ[\w-]{8,300}\.eyJ[\w-]{8,})|-----BEGIN [A-Z ]{0,30}PRIVATE KEY|waInstance\d{1,20}\/[A-Za-z]{1,40}\/\w{8}/;

/** What all of these begin with. */
const keyHint = /(?:sk|xai|rk)[-_]|AIza|gh[pousr]_|xox|AKIA|eyJ|-----BEGIN|waInstance/;

/** Secrets that may be words of a language, or parts of one, are not looked for. */
const telling = /^(?=.{6})(?=.*[^\p{L}]|.{12})/su;

/** What of the rules or of a key is in an answer; undefined when nothing is. Also in base64. */
export function leakIn(text: string, confidential: Confidential): 'rules' | 'secret' | undefined {
  if (
    (keyHint.test(text) && keys.test(text)) ||
    confidential.secrets.some((secret) => isIn(text, secret, confidential.business))
  )
    return 'secret';
  if (/<\/?(?:business|earlier)>/i.test(text) || quotesRules(text, confidential.rules))
    return 'rules';
  for (const [run] of text.matchAll(/[A-Za-z\d+/=]{100,}/g)) {
    if (quotesRules(Buffer.from(run, 'base64').toString(), confidential.rules)) return 'rules';
  }
  return undefined;
}

const masks = new Map<string, (text: string) => string>();

function isIn(text: string, secret: string, business: string): boolean {
  if (!telling.test(secret)) return false;
  const mask = masks.get(secret) ?? secretMask([secret]);
  masks.set(secret, mask);
  return mask(text) !== text && !business.includes(secret);
}

/** The runs of words of the rules that were asked for last: they are the same for all chats. */
let known = { rules: '', runs: new Set<string>() };

function quotesRules(text: string, rules: string): boolean {
  const words = wordsOf(text);
  if (words.length < fewestInARow) return false;
  if (known.rules !== rules) known = { rules, runs: new Set(runsOf(wordsOf(rules))) };
  let [all, row, end] = [0, 0, 0];
  for (const [at, run] of runsOf(words).entries()) {
    if (!known.runs.has(run)) continue;
    const more = at + runLength - Math.max(at, end);
    row = at < end ? row + more : more;
    all += more;
    end = at + runLength;
    if (row >= fewestInARow || all >= fewestInAll) return true;
  }
  return false;
}

/** The rules are in English: words of other letters belong to the business and the customer. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

function runsOf(words: readonly string[]): string[] {
  return words
    .slice(0, Math.max(0, words.length - runLength + 1))
    .map((_, at) => words.slice(at, at + runLength).join(' '));
}

import { isInvented } from './hallucination.ts';
import type { Transcript } from '../kinds/speech.ts';
import { detectLanguage, type Language } from '../language/index.ts';

/** What a business expects to hear. */
export interface Expectation {
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  /** The language of the chat so far. */
  previous?: Language | undefined;
  /** How long the note is, in seconds; absent: as long as the service says. */
  seconds?: number | undefined;
}

/**
 * Why a transcript looks wrong: letters of a script that none of the languages uses, letters that only a neighbour of them
 * has, a language named by the service that the business does not speak, or words that belong to none of them.
 */
export type Doubt = 'script' | 'look-alike' | 'language' | 'words';

/** Letters of Turkish and Azerbaijani, of Bashkir, Tatar and Uzbek, that Kazakh does not have: Kazakh speech misheard. */
const turkic = /[ğışİəҙҫҡҗҳўҷ]/giu;

/** Letters of Ukrainian that neither Russian nor Kazakh has. */
const slavic = /[їєґ]/giu;

/** Fewer words than this say too little to be called unknown. */
const fewestWords = 4;

/** Below this the detector sees no language in a text; of real sentences it is surer than 0.9. */
const leastConfidence = 0.7;

const turkicLanguages = ['tr', 'az', 'ba', 'tt', 'ky', 'uz', 'tk', 'ug', 'cv', 'crh', 'kaa'];

/** What looks wrong in a transcript, if anything does; one that holds no words or is invented has other faults. */
export function doubtOf(transcript: Transcript, expectation: Expectation): Doubt | undefined {
  if (!isUsable(transcript, expectation)) return undefined;
  const { languages } = expectation;
  const { text, language } = transcript;
  const letters = count(text, /\p{L}/gu);
  if (count(text, scriptsOf(languages)) * 2 < letters) return 'script';
  if (looksTurkic(text, languages) || count(text, slavic) > 0) return 'look-alike';
  if (language !== undefined && !languages.some((spoken) => spoken === language)) return 'language';
  return isOfNoLanguage(text, languages) ? 'words' : undefined;
}

/**
 * The hint with which a doubtful note is tried once more: Kazakh for what was taken for a relative of Kazakh, else the
 * chat's language. Undefined when there is none to give.
 */
export function hintFor(
  transcript: Transcript,
  { languages, previous }: Expectation,
): Language | undefined {
  const relative =
    looksTurkic(transcript.text, languages) || turkicLanguages.includes(transcript.language ?? '');
  if (relative && languages.includes('kk')) return 'kk';
  return previous !== undefined && languages.includes(previous) ? previous : undefined;
}

/**
 * The better of two transcripts of one note. One that holds words and is not invented goes before one that does not; then
 * one without a doubt; then the one that the detector is surer of. The first stays when they are equal, and when the
 * second has less than half of its words.
 */
export function betterTranscript(
  first: Transcript,
  second: Transcript,
  expectation: Expectation,
): Transcript {
  const firstStands = isUsable(first, expectation);
  if (firstStands && wordCount(second.text) * 2 < wordCount(first.text)) return first;
  return scoreOf(second, expectation) > scoreOf(first, expectation) ? second : first;
}

/** Each rule outweighs those after it; the last is a share of 1. */
function scoreOf(transcript: Transcript, expectation: Expectation): number {
  const { confidence } = detectLanguage(transcript.text, { languages: expectation.languages });
  return (
    (isUsable(transcript, expectation) ? 4 : 0) +
    (doubtOf(transcript, expectation) === undefined ? 2 : 0) +
    confidence
  );
}

/** The detector has no confidence at all in what says nothing of a language, such as names of goods: that is no fault. */
function isOfNoLanguage(text: string, languages: readonly Language[]): boolean {
  const { confidence } = detectLanguage(text, { languages });
  return (
    languages.length > 1 &&
    wordCount(text) >= fewestWords &&
    confidence > 0 &&
    confidence < leastConfidence
  );
}

/** Also without such letters: anyone who hears Kazakh or Russian writes Cyrillic, and Turkish looks like Kazakh in Latin letters. */
function looksTurkic(text: string, languages: readonly Language[]): boolean {
  if (count(text, turkic) > 0) return true;
  if (
    count(text, /\p{Script=Latin}/gu) * 2 < count(text, /\p{L}/gu) ||
    wordCount(text) < fewestWords
  )
    return false;
  const { language, confidence } = detectLanguage(text, { languages });
  return language === 'kk' && confidence > leastConfidence;
}

function isUsable(transcript: Transcript, { seconds = transcript.seconds }: Expectation): boolean {
  return /[\p{L}\p{N}]/u.test(transcript.text) && !isInvented(transcript, seconds);
}

function scriptsOf(languages: readonly Language[]): RegExp {
  const latin = languages.includes('en');
  const cyrillic = languages.some((language) => language !== 'en');
  if (latin && cyrillic) return /[\p{Script=Latin}\p{Script=Cyrillic}]/gu;
  return latin ? /\p{Script=Latin}/gu : /\p{Script=Cyrillic}/gu;
}

function wordCount(text: string): number {
  return count(text, /[\p{L}\p{M}\p{N}]+/gu);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

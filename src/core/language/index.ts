import { Detector, type Detection, type DetectionContext } from './detector.ts';
import type { Language } from './languages.ts';
import { readWeights } from './weights.ts';

export type { Detection, DetectionContext } from './detector.ts';
export { foreignLanguage, type ForeignLanguage } from './foreign.ts';
export { languages, type Language } from './languages.ts';

/** Holds the weights once they are read. */
const detector = new Detector(readWeights);

/**
 * Which of the languages a message is in, also when it is typed without Kazakh letters or in Latin ones. Emoji, numbers,
 * links, names and words that the languages share keep `previous`; without it they take the first of `languages`. Long texts are judged by their beginning. Never throws for any text.
 */
export function detectLanguage(text: string, context?: DetectionContext): Detection {
  return detector.detect(text, context);
}

/** The languages that a message really uses, the main one first: two or more when the writer mixes, none when it says nothing. */
export function detectLanguages(text: string, context?: DetectionContext): Language[] {
  return detector.detectAll(text, context);
}

import { customerText } from '../guards/index.ts';
import { formulasOf } from '../guards/latex.ts';
import { languageNames } from '../language-names.ts';
import { unvouchedNumbers, type Vouching } from '../numbers/invented-numbers.ts';
import type { Evidence, Guard } from './guard.ts';
import { withoutQuotedFiles } from './quoted-files.ts';

/** So many are named to the model, each at most so long, UTF-16 units. */
const mostNamed = 8;
const longestNamed = 60;

const dollars = /\$\s?\d(?:[\d.,\s]{0,12}\d)?/g;

/** A price, percent, phone, date, time, address or link that nobody gave, or a calculation that does not come out. */
export const numbersGuard: Guard = {
  name: 'numbers',
  look(text, { answer, evidence, wanted: { language } }) {
    if (!evidence) return text;
    const formulas = formulasOf(answer.text);
    // A dollar beside formulas is often one of their marks.
    const judged = formulas.length > 0 ? text.replace(dollars, ' ') : text;
    if (isVouchedByTexts(judged, evidence)) return text;
    const given = (more: readonly string[] = []): Vouching => ({
      formulas,
      // The first day that is said to be today counts.
      business: [...evidence.business(), ...evidence.texts(), ...evidence.results(), ...more],
      customer: evidence.customer(),
    });
    const all = unvouchedNumbers(ownWords(judged, evidence, given), given);
    if (all.length === 0) return text;
    const found = all.slice(0, mostNamed).map((one) => one.slice(0, longestNamed).toWellFormed());
    const named = found.map((one) => `«${customerText(one).replace(/\s+/g, ' ')}»`).join(', ');
    const written = language === undefined ? '' : ` Write it in ${languageNames[language]}.`;
    return {
      found,
      correction: `You have answered this before, but with what nobody told you: ${named}. A price, percent, date, time, phone, address or link must stand in what you know, exactly so, in its own row; what you work out must come out, with the calculation shown. Take it from there, or say honestly that you do not know it.${written}`,
    };
  },
  instead: { phrase: 'noFigures', reason: 'numbers' },
};

/** Most answers need nothing else, and those texts were read before. */
function isVouchedByTexts(text: string, { texts }: Evidence): boolean {
  const found = unvouchedNumbers(text, () => ({ business: texts(), customer: [] }));
  return found.length === 0;
}

/** What an answer says by itself: without what it repeats, as theirs, from the files of its customer. */
function ownWords(
  text: string,
  { files }: Evidence,
  given: (more: readonly string[]) => Vouching,
): string {
  const shown = files?.() ?? [];
  if (shown.length === 0) return text;
  return withoutQuotedFiles(
    text,
    (piece) => unvouchedNumbers(piece, () => given(shown)).length === 0,
  );
}

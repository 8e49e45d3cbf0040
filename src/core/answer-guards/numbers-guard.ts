import { isWithoutNumbers } from '../figures/tokens.ts';
import { customerText } from '../guards/index.ts';
import { formulasOf } from '../guards/latex.ts';
import type { Language } from '../language/index.ts';
import { languageNames } from '../language-names.ts';
import { readVouching, unvouchedBy, type Vouching } from '../numbers/invented-numbers.ts';
import type { Evidence, Guard, Objection } from './guard.ts';
import { inPasses } from './in-passes.ts';
import { withoutQuotedFiles } from './quoted-files.ts';

/** So many are named to the model, each at most so long, UTF-16 units. */
const mostNamed = 8;
const longestNamed = 60;

const dollars = /\$\s?\d(?:[\d.,\s]{0,12}\d)?/g;

/** A price, percent, phone, date, time, address or link that nobody gave, or a calculation that does not come out. */
export const numbersGuard: Guard = {
  name: 'numbers',
  look(text, { answer, evidence, wanted: { language } }) {
    if (!evidence || isWithoutNumbers(text)) return text;
    return judge(text, { evidence, language, formulas: formulasOf(answer.text) });
  },
  instead: { phrase: 'noFigures', reason: 'numbers' },
};

interface Judged {
  readonly evidence: Evidence;
  readonly formulas: readonly string[];
  readonly language: Language | undefined;
}

async function judge(
  text: string,
  { evidence, formulas, language }: Judged,
): Promise<string | Objection> {
  // A dollar beside formulas is often one of their marks.
  const judged = formulas.length > 0 ? text.replace(dollars, ' ') : text;
  // Most answers need nothing else, and those texts were read before.
  const texts = await inPasses(readVouching({ business: evidence.texts(), customer: [] }));
  if (unvouchedBy(judged, texts).length === 0) return text;
  // The first day that is said to be today counts.
  const business = [...evidence.business(), ...evidence.texts(), ...evidence.results()];
  const vouching = { formulas, business, customer: evidence.customer() };
  const own = await ownWords(judged, evidence, vouching);
  const all = unvouchedBy(own, await inPasses(readVouching(vouching)));
  return all.length === 0 ? text : objectionTo(all, language);
}

function objectionTo(all: readonly string[], language: Language | undefined): Objection {
  const found = all.slice(0, mostNamed).map((one) => one.slice(0, longestNamed).toWellFormed());
  const named = found.map((one) => `«${customerText(one).replace(/\s+/g, ' ')}»`).join(', ');
  const written = language === undefined ? '' : ` Write it in ${languageNames[language]}.`;
  return {
    found,
    correction: `You have answered this before, but with what nobody told you: ${named}. A price, percent, date, time, phone, address or link must stand in what you know, exactly so, in its own row; what you work out must come out, with the calculation shown. Take it from there, or say honestly that you do not know it.${written}`,
  };
}

/** What an answer says by itself: without what it repeats, as theirs, from the files of its customer. */
async function ownWords(
  text: string,
  { files }: Evidence,
  { business, ...others }: Vouching,
): Promise<string> {
  const shown = files?.() ?? [];
  if (shown.length === 0) return text;
  const given = { business: [...business, ...shown], ...others };
  const vouched = await inPasses(readVouching(given));
  return withoutQuotedFiles(text, (piece) => unvouchedBy(piece, vouched).length === 0);
}

import { inProse } from './prose.ts';

const signs: Readonly<Record<string, string>> = {
  times: '×',
  cdot: '·',
  div: '÷',
  approx: '≈',
  sim: '~',
  le: '≤',
  leq: '≤',
  leqslant: '≤',
  ge: '≥',
  geq: '≥',
  geqslant: '≥',
  ne: '≠',
  neq: '≠',
  equiv: '≡',
  pm: '±',
  mp: '∓',
  infty: '∞',
  to: '→',
  rightarrow: '→',
  Rightarrow: '⇒',
  implies: '⇒',
  therefore: '∴',
  sum: '∑',
  pi: 'π',
  alpha: 'α',
  beta: 'β',
  Delta: 'Δ',
  sigma: 'σ',
  mu: 'µ',
  circ: '°',
  degree: '°',
  bullet: '•',
  checkmark: '✓',
  dots: '…',
  ldots: '…',
  cdots: '…',
  percent: '%',
  quad: ' ',
  qquad: ' ',
  left: '',
  right: '',
  big: '',
  Big: '',
  displaystyle: '',
  tenge: '₸',
  euro: '€',
  rub: '₽',
};

/** Commands whose argument is what they show. */
const wrapping =
  'text|textbf|textit|textrm|mathrm|mathbf|mathit|mathsf|boxed|fbox|mbox|operatorname|underline|overline|emph|bold|boldsymbol';

const powers: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  n: 'ⁿ',
};

const names = Object.keys(signs).join('|');

/** What only LaTeX has: its brackets, a known command, a formula between dollars. */
const hint = new RegExp(
  `\\\\[([]|\\\\(?:${names}|${wrapping}|d?frac|sqrt|begin|item)(?![a-z])|\\\\[,;]|\\$`,
);

/** Formulas between `\( \)`, `\[ \]` and `$$ $$`, and between single dollars on one line. */
const formulas =
  /\\\(((?:[^\\]|\\[^()[\]])*?)\\\)|\\\[((?:[^\\]|\\[^()[\]])*?)\\\]|\$\$([^$]{0,2000})\$\$|(?<![\p{L}\p{N}\\$])\$([^$\n]{1,300})\$(?!\d)/gu;

/** What makes a formula of what stands between single dollars; prices such as $5–$10 have nothing of it. */
const formulaSign = /\\[a-zA-Z,;!%]|[\^_]\{|\^\d|\{,\}/;

/** Commands outside of formulas, and not a folder in a path. */
const command = new RegExp(
  `(?<![\\p{L}:\\\\/.])\\\\(?:(?:${names})(?![a-zA-Z])|(?:${wrapping}|d?frac|sqrt|begin)\\{|item\\s|d?frac\\d\\d)|(?<=\\d)\\\\[,;](?=\\d|\\s|[₸$€₽])`,
  'u',
);

/**
 * The text with sums in LaTeX as people write them: `\( 25\,000 \times 3 \)` becomes `25 000 × 3`. Prices in dollars, code
 * and paths stay. Time in proportion to the length.
 */
export function withoutLatex(text: string): string {
  if (!hint.test(text)) return text;
  return inProse(text, (prose) => {
    const plain = prose.replace(formulas, (whole, ...inside: Inside) => {
      const [round, square, double, single] = inside;
      if (single !== undefined && !formulaSign.test(single)) return whole;
      if (isFormula(inside)) return readable(round ?? square ?? double ?? single ?? '').trim();
      return round === undefined ? `[${square}]` : `(${round})`;
    });
    return command.test(plain) ? readable(plain) : plain;
  });
}

/** What stands between each pair of marks of `formulas`, one of them. */
type Inside = [round?: string, square?: string, double?: string, single?: string];

/** Whether it is a formula: parentheses and brackets of a plain text are escaped, too, and a dollar is money. */
function isFormula([round, square, double, single]: Inside): boolean {
  if (single !== undefined) return formulaSign.test(single);
  if (round !== undefined) return /[\\=+\d^_]/.test(round);
  return double !== undefined || !/^\s?(?:\d{0,3}|[^\\=+\d^_]*)\s?$/.test(square ?? '');
}

/** The formulas of a text as people write them, and its lines with signs of LaTeX outside of them; time in proportion to its length. */
export function formulasOf(text: string): string[] {
  if (!hint.test(text)) return [];
  const found: string[] = [];
  const rest = text.replace(formulas, (whole, ...inside: Inside) => {
    if (!isFormula(inside)) return whole;
    found.push(readable(inside.slice(0, 4).find((one) => one !== undefined) ?? ''));
    return ' ';
  });
  const lines = rest.split('\n').filter((line) => command.test(line));
  return [...found, ...lines.map(readable)];
}

const argument = '\\{([^{}]{0,500})\\}';
const fraction = new RegExp(`\\\\d?frac\\s?${argument}\\s?${argument}`, 'g');
const root = new RegExp(`\\\\sqrt\\s?${argument}`, 'g');
const wrapped = new RegExp(`\\\\(?:${wrapping})\\*?\\s?${argument}`, 'g');
const power = /\^(?:\{([\dn]{1,4})\}|([\dn]))/g;
const named = new RegExp(`\\\\(${names})(?![a-zA-Z])`, 'g');

/** Arguments within arguments are opened so often. */
const deepest = 6;

function readable(formula: string): string {
  let text = formula
    .replace(/[^\S\n]?\\\\[^\S\n]?/g, '\n')
    .replace(/\{,\}/g, ',')
    .replace(/\\d?frac(\d)(\d)/g, '$1/$2')
    .replace(/\\item\s+/g, '• ')
    .replace(/\\begin\{[^]*/, (lines) =>
      lines.replace(/&/g, '').replace(/\\(?:begin|end)\{[a-z]{1,20}\*?\}/g, ''),
    )
    .replace(/\^\s?\{?\\circ\}?/g, '°')
    .replace(/\\[,;:> ]/g, ' ')
    .replace(/\\!/g, '')
    .replace(/\\([%$&#_])/g, '$1');
  for (let depth = 0; depth < deepest && /\\(?:d?frac|sqrt|[a-z])/i.test(text); depth += 1) {
    text = text
      .replace(wrapped, '$1')
      .replace(root, (_, inside: string) => `√${grouped(inside)}`)
      .replace(fraction, (_, over: string, under: string) => `${grouped(over)}/${grouped(under)}`);
  }
  return text
    .replace(power, (_, braced?: string, single?: string) =>
      (braced ?? single ?? '').replace(/./g, (digit) => powers[digit] ?? digit),
    )
    .replace(named, (_, name: string) => signs[name] ?? '')
    .replace(/[^\S\n]{2,}/g, ' ');
}

/** A part of a fraction that is more than one number or word stands in parentheses. */
function grouped(part: string): string {
  const text = part.trim();
  return /^[\p{L}\p{N}.,%₸\s]*$/u.test(text) ? text : `(${text})`;
}

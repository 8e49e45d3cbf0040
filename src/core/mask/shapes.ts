import { hidden } from './secrets.ts';

/** Shapes of secrets that are hidden although nobody has named them; `$1` is kept. Each takes linear time. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN ([A-Z ]{0,30})PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
    hidden,
  ],
  [
    /(waInstance\d{1,20}(?:\\?\/|%2F)[A-Za-z]{1,40}(?:\\?\/|%2F))[^\s/?#"'<>\\%&]+/gi,
    `$1${hidden}`,
  ],
  [/(:\/\/)[^\s/?#"'<>]{1,500}@/g, `$1${hidden}@`],
  [/\b(Bearer)(?: |%20|\+)+[\w.~+/=*-]{3,}/gi, `$1 ${hidden}`],
  [
    /\b([Bb]asic)(?: |%20|\+)+(?=[A-Za-z]{0,20}(?:[\d+/=]|[a-z][A-Z]))[\w+/=-]{6,}/g,
    `$1 ${hidden}`,
  ],
  [/(?<![A-Za-z0-9])(?:sk|gsk|xai)[-_][\w*-]{8,}/g, hidden],
  [/(?<![A-Za-z0-9])(?:csk|pplx|nvapi|hf|fw|tgp_v1)[-_][\w-]{20,}/g, hidden],
  [/(?<![A-Za-z0-9])AIza[\w-]{20,}/g, hidden],
  [/(?<![A-Za-z0-9])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/g, hidden],
  [/((?:token|key|password|secret|signature|\bsig)=)[^\s&#"'<>\\]+/gi, `$1${hidden}`],
  [
    /((?:token|key|password|secret|authorization)\\{0,3}["']\s{0,9}:\s{0,9}\\{0,3}["'])[^"'\\]+/gi,
    `$1${hidden}`,
  ],
];

/** None of the shapes can be in a text without one of these. */
const hint =
  /-----BEGIN|waInstance|:\/\/|(?:Bearer|Basic)[ %+]|(?:sk|gsk|xai|csk|pplx|nvapi|hf|fw|tgp_v1)[-_]|AIza|eyJ|[a-z]["'\\]{0,5}[=:]/i;

/** The text with `***` in the place of everything that has the shape of a secret. */
export function maskShapes(text: string): string {
  if (!hint.test(text)) return text;
  let masked = text;
  for (const [shape, replacement] of shapes) masked = masked.replace(shape, replacement);
  return masked;
}

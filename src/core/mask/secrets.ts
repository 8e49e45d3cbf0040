/** What stands in the place of a secret. */
export const hidden = '***';

/** A shorter secret could be a part of any word: it is hidden only where it stands alone. */
const shortestSubstring = 5;

/** Hides known secrets in a text. */
export interface SecretMask {
  (text: string): string;
  /** Length of the longest form of a secret that is looked for. */
  readonly longest: number;
}

/** Hides these secrets as they are and as they look in URLs, in JSON (also JSON within JSON) and in base64. */
export function secretMask(secrets: readonly string[]): SecretMask {
  const known = [...new Set(secrets.filter((secret) => secret.trim() !== '').flatMap(spellings))];
  const forms = known
    .filter((form) => form.length >= shortestSubstring)
    .toSorted((one, other) => other.length - one.length);
  const words = known.filter((form) => form.length < shortestSubstring).map(wordPattern);
  const shortest = words.length > 0 ? 1 : (forms.at(-1)?.length ?? Number.POSITIVE_INFINITY);
  const mask = (text: string): string => {
    if (text.length < shortest) return text;
    let masked = text;
    for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, hidden);
    for (const word of words) masked = masked.replace(word, hidden);
    return masked;
  };
  return Object.assign(mask, { longest: forms[0]?.length ?? 0 });
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`, 'gu');
}

/** A secret as it was written and, where it has `\n` written out, with real line ends: each in all its forms. */
function spellings(secret: string): string[] {
  const meant = secret.replaceAll('\\n', '\n');
  return [secret, ...(meant === secret ? [] : [meant])].flatMap((value) => [
    value,
    ...inUrls(value),
    inJson(value),
    inJson(inJson(value)),
    ...inBase64(value),
  ]);
}

function inUrls(value: string): string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  const lowerCase = encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return [encoded, lowerCase, encodeURI(value.toWellFormed()), encoded.replaceAll('%20', '+')];
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** The letters that depend on the secret alone, for each of the three places where it can begin in what is encoded. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < 6) return [];
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const inner = encoded.slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + bytes.length) * 8) / 6),
    );
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

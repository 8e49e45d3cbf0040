/** Languages of the page, as they call themselves. */
export const tongues = { ru: 'Русский', kk: 'Қазақша', en: 'English' };

const kept = 'wabot.language';

/** @type {Record<string, string>} */
let table = {};
let chosen = 'en';

/** Where the words of a language come from. @type {((tongue: string) => Promise<{ words: Record<string, string> }>)[]} */
const tables = [(tongue) => import(`./words-${tongue}.js`)];

/**
 * Words of another page beside these, and in the place of those with the same keys.
 * @param {(tongue: string) => Promise<{ words: Record<string, string> }>} load
 */
export function addWords(load) {
  tables.push(load);
}

function wanted() {
  const said = read(kept);
  const known = [
    said,
    ...navigator.languages.map((each) => each.slice(0, 2)),
    document.documentElement.lang,
  ];
  return known.find((each) => each !== null && each in tongues) ?? 'en';
}

/**
 * What this browser keeps; null where it keeps nothing.
 * @param {string} key
 */
export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing shows the page all the same.
  }
}

/**
 * Takes the words of a language; of the one that somebody chose, otherwise of the browser's.
 * @param {string} [tongue]
 */
export async function loadWords(tongue) {
  if (tongue !== undefined) keep(kept, tongue);
  chosen = tongue ?? wanted();
  const all = await Promise.all(tables.map((load) => load(chosen)));
  table = Object.assign({}, ...all.map(({ words }) => words));
  document.documentElement.lang = chosen;
}

export function language() {
  return chosen;
}

/**
 * A word of the page in the language that is chosen; `{n}` stands for what is given.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** @param {string} key */
export function has(key) {
  return key in table;
}

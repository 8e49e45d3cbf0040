import { t } from './words.js';

/** What the bot remembers of a file where nobody noted what it shows, and the words for that. */
const unnoted = [
  ['an image, of which nothing was noted', 'seen.nothing'],
  ['an image (noted with the last of them)', 'seen.elsewhere'],
  ['(noted with the last of them)', 'seen.elsewhere'],
  ['a file that could not be opened', 'seen.unopened'],
];

/** What a file shows, in the language of the page where it is not the model's own words. @param {string} seen */
export function seenWords(seen) {
  let text = seen.replace(/^(\[?)(?:the document |a document: )/, '$1');
  for (const [known = '', key = ''] of unnoted) text = text.replace(known, () => t(key));
  return text;
}

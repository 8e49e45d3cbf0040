/** What a reply says in numbers that nobody gave: pure rules, no model. */
export { inventedNumbers } from './invented-numbers.ts';

/** When somebody wants to come, from what they write: rules in Russian, Kazakh and English. */
export { readWhen, type When } from './reading.ts';

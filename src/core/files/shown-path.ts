import { isAbsolute, relative } from 'node:path';

/** A path as a person at this folder reads it: from here when it is inside, otherwise whole. */
export function shownPath(path: string): string {
  const fromHere = relative('', path);
  if (fromHere === '') return '.';
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
}

/** What the vendor puts where a text or a link should be, when it has none. */
const marker = /^\s*\{\{(SWE\d+)\}\}\s*$/;

/** The marker of a file over the vendor's own limit of 100 MB. */
const oversized = 'SWE002';

/** The vendor's error marker (`SWE001`) that stands in place of content; undefined when it is content. */
export function markerIn(text: string): string | undefined {
  return marker.exec(text)?.[1];
}

/** Whether a link is really the vendor's word for "this file is too large". */
export function isOversized(url: string): boolean {
  return markerIn(url) === oversized;
}

const separator = '::';

/** The least text that is greater than every text that begins with the separator. */
const afterSeparator = ':;';

/** SQLite sorts every blob after every text. */
const greaterThanAnyText = new Uint8Array(0);

/** Keys as they are stored, from `first` to just before `end`. */
export interface KeyRange {
  first: string;
  end: string | Uint8Array;
}

/** What stands before a key of the namespace as it is stored. */
export function prefixOf(namespace: string | undefined): string {
  return namespace ? namespace + separator : '';
}

/** The keys of a namespace; without one, all keys. */
export function keyRangeOf(namespace: string | undefined): KeyRange {
  return {
    first: prefixOf(namespace),
    end: namespace ? namespace + afterSeparator : greaterThanAnyText,
  };
}

/** The fields of an object of unknown origin. */
export type UnknownObject = Readonly<Record<string, unknown>>;

/** The fields of an object; none for a list and for anything else. */
export function fieldsOf(value: unknown): UnknownObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as UnknownObject)
    : {};
}

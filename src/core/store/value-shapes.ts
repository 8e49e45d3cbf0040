/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is absent, or of this form. */
export function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

/** Whether a value is a list in which every member is of this form. */
export function isListOf(value: unknown, is: (value: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

/** Whether a value is `true` itself. */
export function isTrue(value: unknown): boolean {
  return value === true;
}

/** Whether a value is a text, be it empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether a value is Unix milliseconds that a calendar has. */
export function isMoment(value: unknown): boolean {
  return isNumber(value) && Math.abs(Number(value)) <= 8.64e15;
}

/** Whether a value is a finite number. */
export function isNumber(value: unknown): boolean {
  return Number.isFinite(value);
}

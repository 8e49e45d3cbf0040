/** What stands between commas, without the spaces around it; one blank part where there is nothing. */
export function partsOf(value: string): string[] {
  return value.split(',').map((part) => part.trim());
}

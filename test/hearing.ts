/**
 * Stands in for a stream's `write`, and hears what would be written. It says when that is done, as a stream does: who
 * closes a log waits for it.
 */
export function hearing(
  hear: (text: string) => void,
): (text: unknown, ...rest: readonly unknown[]) => boolean {
  return (text, ...rest) => {
    hear(String(text));
    const written = rest.at(-1);
    if (typeof written === 'function') process.nextTick(written);
    return true;
  };
}

import { readFileSync } from 'node:fs';

/** What every system grants at least. */
const least = 256;

/** How many files and connections this process may have open at once, by what Linux says of it; elsewhere 256. */
export function openFilesLimit(
  read: () => string = () => readFileSync('/proc/self/limits', 'utf8'),
): number {
  try {
    const [, limit] = /^Max open files +(\d+|unlimited) /m.exec(read()) ?? [];
    return limit === 'unlimited' ? Infinity : Number(limit ?? least);
  } catch {
    // No Linux, or no /proc in this container.
    return least;
  }
}

import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { problemOf, type Finding } from '../../../core/kinds/finding.ts';
import { damagedFile } from './failures.ts';

/** A larger file is looked through only when somebody asks for a deep look; bytes. So much takes well under a second. */
const quickBytes = 64 * 1024 ** 2;

/** Looks through the whole file for a damaged place, which the bot meets only when it comes by; undefined where there is none. */
export function damageOf(file: string, { deep }: { deep: boolean }): Finding | undefined {
  if (!deep && statSync(file).size > quickBytes) return undefined;
  using database = new DatabaseSync(file, { readOnly: true });
  try {
    const answer = database.prepare('PRAGMA integrity_check(1)').get();
    return answer?.['integrity_check'] === 'ok' ? undefined : problemOf(damagedFile(file));
  } catch {
    return problemOf(damagedFile(file));
  }
}

import { join } from 'node:path';
import { describe, it } from 'vitest';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { journalSuite } from '../../../../src/suites/journal.ts';
import { useFolder } from '../../../folder.ts';

describe('journal/sqlite', () => {
  const folder = useFolder();
  journalSuite(it, async (place, now) => openJournal(join(folder(), place), now));
});

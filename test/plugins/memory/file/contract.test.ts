import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { memorySuite } from '../../../../src/suites/memory.ts';
import { openFile } from '../../../core/memories.ts';
import { useFolder } from '../../../folder.ts';

const offers = { index: true, replace: true, erase: true };

describe('memory/file', () => {
  const folder = useFolder();
  memorySuite(it, async () => openFile(join(folder(), `${randomUUID()}.db`)), offers);
});

describe('memory/file without a file', () => {
  memorySuite(it, async () => openFile(':memory:'), offers);
});

import { describe, it } from 'vitest';
import { MemoryStore } from '../../../../src/plugins/memory/memory/index.ts';
import { memorySuite } from '../../../../src/suites/memory.ts';

describe('memory/memory', () => {
  memorySuite(it, async () => new MemoryStore(), { replace: true });
});

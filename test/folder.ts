import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the tests of one `describe`, removed after them. */
export function useFolder(): () => string {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'wabot-test-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

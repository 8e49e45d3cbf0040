import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);

/** True where commands under test run from `src` as it is, which takes five times the processor of a start of what was built. */
export const isFromSource = process.env['WABOT_TEST_FROM_SOURCE'] === 'true';

/** The program that tests start as a process of its own. What it is built from is as new as the sources: test/built.ts. */
export const program = join(root, isFromSource ? 'bin/dev.ts' : 'bin/run.js');

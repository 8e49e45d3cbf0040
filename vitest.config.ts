import { tmpdir, availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { behindTheChannel, onWhatsAppAlone, shortRound } from './test/flow/rounds.ts';
import { LongestFirst } from './test/longest-first.ts';
import { isWhole } from './test/rounds.ts';
import { Tally } from './test/tally.ts';

// What Node has compiled for one file is ready for the next. The built command keeps it there, too.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');

const flow = (names: readonly string[]): string[] =>
  names.map((name) => `test/flow/${name}.test.ts`);

const everyMessenger = process.env['EVERY_MESSENGER'] === 'true';
const onWhatsAppAsARule = [onWhatsAppAlone, ...(everyMessenger ? [] : [behindTheChannel])];

/** A messenger other than WhatsApp runs these files of what goes from the webhook to the reply. */
const further = (messenger: 'max' | 'telegram') => ({
  extends: true as const,
  test: {
    name: messenger,
    include: flow(isWhole ? ['*'] : shortRound),
    exclude: flow(onWhatsAppAsARule.flatMap((each) => Object.values(each).flat())),
    provide: { messenger },
  },
});

export default defineConfig({
  test: {
    globalSetup: 'test/built.ts',
    reporters: ['default', new Tally()],
    pool: 'forks',
    // Tests of processes often wait: one more runs meanwhile.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'whatsapp',
          include: ['test/**/*.test.ts'],
          provide: { messenger: 'whatsapp' },
        },
      },
      further('max'),
      further('telegram'),
    ],
  },
});

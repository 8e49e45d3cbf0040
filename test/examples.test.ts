import { Config } from '@oclif/core/config';
import { describe, expect, it } from 'vitest';
import { fromSource } from '../bin/from-source.ts';
import { runnable } from './documented-commands.ts';
import { useStage, wrongWith } from './documented-outcomes.ts';

const config = await Config.load(await fromSource());
const lines = config.commands
  .filter(({ id, aliases }) => !aliases.includes(id))
  .flatMap(({ examples = [] }) =>
    examples.map((example) => (typeof example === 'string' ? example : example.command)),
  )
  .map((example) => example.replaceAll('<%= config.bin %>', config.bin))
  .toSorted();

/** Examples that are not run here, and why. */
const elsewhere: Readonly<Record<string, string>> = {
  'wabot transcribe lecture.mp4 --format srt > lecture.srt':
    'the sandbox gives no times; test/commands/transcribe.test.ts asks a service that does',
};
const { here, stale } = runnable(lines, elsewhere);

const stage = useStage();

describe('every example in the help of a command does what it says, as it stands', () => {
  it.each(here)('%s', async (line) => {
    expect(await wrongWith(stage(), line)).toBeUndefined();
  });

  it('and those that are not run are really there', () => {
    expect(stale).toEqual([]);
    expect(here.length).toBeGreaterThan(60);
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { wabot } from '../cli.ts';
import { useFolder } from '../folder.ts';

const run = promisify(execFile);
const folder = useFolder();

/** What bash offers for the last of these words. */
async function offered(...words: string[]): Promise<string[]> {
  const source = join(folder(), 'wabot/autocomplete/functions/bash/wabot.bash');
  const script = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _wabot_values; echo "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['--norc', '-c', script, source, 'wabot', ...words]);
  return stdout.trim().split(/\s+/).filter(Boolean);
}

describe.skipIf(process.platform === 'win32')('completions of bash', () => {
  beforeAll(async () => {
    const { code } = await wabot(['autocomplete', 'bash', '--refresh-cache'], {
      env: { XDG_CACHE_HOME: folder() },
    });
    if (code !== 0) throw new Error(`autocomplete ended with ${code}`);
  });

  it.each([
    [
      ['usage', '--by', ''],
      ['day', 'chat', 'model'],
    ],
    [['usage', '--days', '7', '--by', 'm'], ['model']],
    [
      ['usage', '--by', '='],
      ['day', 'chat', 'model'],
    ],
    [['usage', '--by', '=', 'c'], ['chat']],
    [
      ['init', '--language', 'kk', '--language', ''],
      ['ru', 'kk', 'en'],
    ],
    [['logs', '--level', 'w'], ['warn']],
  ])('offer the values of a flag: %j', async (words, values) => {
    expect(await offered(...words)).toEqual(values);
  });

  it('offer commands and flags as before', async () => {
    expect(new Set(await offered('web'))).toEqual(new Set(['webhook']));
    expect(await offered('usage', '--b')).toEqual(['--by']);
    expect(await offered('send', '--by', '')).not.toContain('chat');
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPhrases, phraseNames } from '../../src/core/phrases/phrases.ts';
import { wabotHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

describe('wabot phrases list', () => {
  const folder = useFolder();
  const list = (env: Record<string, string> = {}, ...args: string[]) =>
    wabotHere(['phrases', 'list', ...args], { cwd: folder(), env });

  it('shows every phrase in every language, and when it is said', async () => {
    const { code, stdout, stderr, value } = await list();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const phrases of Object.values(builtInPhrases))
      for (const text of Object.values(phrases))
        expect(stdout).toContain(text.replaceAll('\n', ' '));
    for (const name of phraseNames)
      expect(stdout).toMatch(new RegExp(String.raw`^\[${name}\] \w`, 'm'));
    expect(value).toMatchObject({ file: null });
    expect((value as { phrases: object[] }).phrases).toHaveLength(phraseNames.length * 3);
  });

  it('says which of them the file brings', async () => {
    await writeFile(join(folder(), 'own.json'), '{"ru": {"apology": "Минутку, сейчас ответим."}}');
    const { stdout } = await list({ WABOT_PHRASES: 'own.json' });
    expect(stdout).toMatch(/^Russian \(русский\) +WABOT_PHRASES +Минутку, сейчас ответим\.$/m);
    expect(stdout.match(/WABOT_PHRASES /g)).toHaveLength(1);
    const { file, phrases } = JSON.parse(
      (await list({ WABOT_PHRASES: 'own.json' }, '--json')).stdout,
    ) as {
      file: string;
      phrases: { source: string }[];
    };
    expect(file).toBe('own.json');
    const own = {
      name: 'apology',
      language: 'ru',
      text: 'Минутку, сейчас ответим.',
      source: 'WABOT_PHRASES',
    };
    expect(phrases.filter(({ source }) => source !== 'built-in')).toEqual([own]);
  });

  it('names what is wrong with the file', async () => {
    await writeFile(join(folder(), 'own.json'), '{"de": {}}');
    expect(await list({ WABOT_PHRASES: 'own.json' })).toMatchObject({
      code: 3,
      error: { code: 'setup.phrases' },
    });
  });
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { useFolder } from '../folder.ts';

describe('wabot config', () => {
  const folder = useFolder();
  const config = (...args: string[]) =>
    wabotHere(['config', ...args], { cwd: folder(), env: { PORT: '9000' } });

  it('shows what is current and from where, with secrets masked, and warns about slips', async () => {
    await writeFile(
      join(folder(), '.env'),
      'PORT=8001\nOPEN_AI_KEY=sk-1234567890ab\nOPENAI_MODLE=x\nMINE=1\n',
    );
    const { code, stdout, stderr, value } = await config();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^PORT +9000 +environment$/m);
    expect(stdout).toMatch(/^OPENAI_API_KEY +\*\*\*ab +\.env \(as OPEN_AI_KEY\)$/m);
    expect(stdout).toMatch(/^OPENAI_MODEL +gpt-6-luna +default$/m);
    expect(stderr).toMatch(/nothing reads OPENAI_MODLE in \.env\. Did you mean OPENAI_MODEL\?/);
    expect(stderr).toMatch(/^Problem: GREEN_ID_INSTANCE is not set/m);
    expect(stderr).not.toContain('MINE');
    expect(stdout + stderr + JSON.stringify(value)).not.toContain('1234567890');
  });

  it('is data with --json', async () => {
    await writeFile(join(folder(), '.env'), 'OPENAI_MODLE=x\n');
    const { settings, unknown } = JSON.parse((await config('--json')).stdout) as {
      settings: object[];
      unknown: object[];
    };
    const port = {
      name: 'PORT',
      value: '9000',
      source: 'environment',
      alias: null,
      problem: null,
      group: 'Server',
    };
    expect(settings).toContainEqual(port);
    expect(unknown).toEqual([{ name: 'OPENAI_MODLE', meant: 'OPENAI_MODEL' }]);
  });

  it('says which line of .env is bad', async () => {
    await writeFile(join(folder(), '.env'), 'nonsense\n');
    expect(await config()).toMatchObject({ code: 3, error: { code: 'setup.env-file' } });
  });
});

describe('a .env of very many lines that nothing reads', () => {
  const folder = useFolder();

  it('is told of in a few', async () => {
    await writeFile(
      join(folder(), '.env'),
      Array.from({ length: 3_000 }, (_, line) => `WABOT_X${line}=1`).join('\n'),
    );
    const { code, stderr } = await wabotHere(['config'], { cwd: folder() });
    expect(code).toBe(0);
    expect(stderr.split('\n').filter((line) => line.startsWith('Warning')).length).toBe(51);
    expect(stderr).toContain('and 2950 more such names');
  });
});

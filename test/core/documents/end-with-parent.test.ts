import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('a process that reads a file', () => {
  it('ends with the one that started it, also while it never comes back', async () => {
    const script = join(import.meta.dirname, 'orphan.ts');
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(said.toString());
    expect(isRunning(child)).toBe(true);
    parent.kill('SIGKILL');
    try {
      await expect.poll(() => isRunning(child), { timeout: 20_000 }).toBe(false);
    } finally {
      if (isRunning(child)) process.kill(child, 'SIGKILL');
    }
  }, 60_000);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const containment = join(import.meta.dirname, '../../../src/core/plugin-api/containment.ts');

/** Runs code in a process of its own, beside contained code that fails in every way. */
function beside(
  own: string,
): Promise<{ code: number | string | null; stdout: string; stderr: string }> {
  const text = `
    import { EventEmitter } from 'node:events';
    import { connect } from 'node:net';
    import { contained } from ${JSON.stringify(containment)};
    const print = console.log;
    contained((failure) => print('told: ' + failure.message), () => {
      void Promise.reject(new Error('a promise'));
      setTimeout(() => { throw new Error('a timer'); }, 1);
      setTimeout(() => new EventEmitter().emit('error', new Error('an event')), 1);
      connect(1, '127.0.0.1');
      const late = Promise.reject(new Error('handled later'));
      setTimeout(() => late.catch(() => {}), 5);
      console.log('printed');
    });
    setTimeout(() => { ${own} }, 100);`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', text], (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr }),
    );
  });
}

describe('contained code', () => {
  it('ends nothing, warns of nothing and prints nothing: its owner is told', async () => {
    const { code, stdout, stderr } = await beside(`console.log('still here');`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = [
      'a promise',
      'a timer',
      'an event',
      'connect ECONNREFUSED 127.0.0.1:1',
      'handled later',
    ];
    for (const message of told) expect(stdout).toContain(`told: ${message}\n`);
    expect(stdout).toContain('still here');
    expect(stdout).not.toContain('printed');
  });

  it.each([
    ['an exception', `throw new Error('our own');`],
    ['a promise', `void Promise.reject(new Error('our own'));`],
  ])('hides no bug of ours: %s', async (_, own) => {
    const { code, stdout, stderr } = await beside(
      `${own} setTimeout(() => print('went on'), 1000);`,
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/Error: our own\n\s+at /),
    });
    expect(stdout).not.toContain('our own');
    expect(stdout).not.toContain('went on');
  });
});

import { describe, expect, it } from 'vitest';
import { Clocks } from '../../../src/core/checks/clock-check.ts';
import {
  runChecks,
  exitCodeOf,
  isNamed,
  type HealthCheck,
} from '../../../src/core/checks/check-runner.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import {
  fine,
  problem,
  problemOf,
  warning,
  worst,
  type Finding,
} from '../../../src/core/kinds/finding.ts';
import { checkNode } from '../../../src/core/checks/machine-checks.ts';

const live = (): AbortSignal => new AbortController().signal;

function check(name: string, run: HealthCheck['run']): HealthCheck {
  return { name, run };
}

describe('checks', () => {
  it('run side by side, and one that never ends is left behind', async () => {
    const order: string[] = [];
    const both = Promise.withResolvers<void>();
    const report = await runChecks(
      [
        check('one', async () => {
          order.push('one');
          await both.promise;
          return [fine('done')];
        }),
        check('two', async () => {
          order.push('two');
          both.resolve();
          return [warning('odd', 'Look.')];
        }),
        check('deaf', () => new Promise(() => {})),
      ],
      50,
      live(),
    );
    expect(order).toEqual(['one', 'two']);
    expect(report).toMatchObject({
      level: 'problem',
      checks: [{ level: 'ok' }, { level: 'warning' }, { level: 'problem' }],
    });
    expect(report.checks[2]?.findings).toMatchObject([
      { message: 'no answer within 0.05 s', passing: true },
    ]);
  });

  it('hear of the end of their time', async () => {
    let reason: unknown;
    await runChecks(
      [
        check(
          'slow',
          (signal) =>
            new Promise((_, reject) =>
              signal.addEventListener('abort', () => reject((reason = signal.reason))),
            ),
        ),
      ],
      10,
      live(),
    );
    expect(reason).toBeInstanceOf(Error);
  });

  it('that throw are findings: ours with what to do, others by their name alone', async () => {
    const { checks } = await runChecks(
      [
        check('setup', () =>
          Promise.reject(new SetupError('x', 'Wrong', { suggestions: ['Mend it.'] })),
        ),
        check('stranger', () => {
          throw new TypeError('https://api/waInstance1/getSettings/secret-token');
        }),
      ],
      1000,
      live(),
    );
    expect(checks[0]?.findings).toEqual([
      { level: 'problem', message: 'Wrong', suggestions: ['Mend it.'], code: 'setup.x' },
    ]);
    expect(checks[1]?.findings).toMatchObject([
      { level: 'problem', message: 'the check itself failed (TypeError)' },
    ]);
    expect(JSON.stringify(checks)).not.toContain('secret');
  });

  it('end with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('stop');
    const examined = runChecks([check('deaf', () => new Promise(() => {}))], 60_000, stop.signal);
    stop.abort(reason);
    await expect(examined).rejects.toBe(reason);
    await expect(runChecks([], 10, stop.signal)).rejects.toBe(reason);
  });

  it('are named whole or by a part', () => {
    for (const word of ['channel', 'green-api', 'channel/green-api'])
      expect(isNamed('channel/green-api', ['x', word])).toBe(true);
    for (const word of ['green', 'channel/', ''])
      expect(isNamed('channel/green-api', [word])).toBe(false);
  });
});

describe('findings', () => {
  it.each<[Finding[], 0 | 3 | 4]>([
    [[fine('a'), warning('b')], 0],
    [[problem('a')], 3],
    [[problemOf(new ServiceError('x', 'a', { retryable: true }))], 4],
    [[problemOf(new ServiceError('x', 'a', { retryable: false }))], 3],
    [[problemOf(new ServiceError('x', 'a', { retryable: true })), problem('b')], 3],
    [[], 0],
  ])('%j end with %i', async (findings, code) => {
    expect(
      exitCodeOf(await runChecks([check('a', () => Promise.resolve(findings))], 1000, live())),
    ).toBe(code);
  });

  it('have a worst level, and one line', () => {
    expect([worst([]), worst(['warning', 'ok']), worst(['ok', 'problem', 'warning'])]).toEqual([
      'ok',
      'warning',
      'problem',
    ]);
    expect(problemOf(new SetupError('x', 'Two things:\n  - one\n  - two')).message).toBe(
      'Two things: one; two',
    );
  });

  it.each([
    ['24.0.0', 'ok'],
    ['26.1.0', 'ok'],
    ['22.20.0', 'problem'],
  ])('Node %s is %s', (version, level) => {
    expect(checkNode(version).level).toBe(level);
  });
});

describe('the clock', () => {
  /** What is found when services answer with these dates, in milliseconds after ours. */
  async function compared(...late: (number | undefined)[]): Promise<Finding> {
    const now = Date.UTC(2026, 10, 24);
    const clocks = new Clocks(() => now);
    for (const ms of late) {
      const headers =
        ms === undefined ? new Headers() : new Headers({ date: new Date(now + ms).toUTCString() });
      await clocks.watching(() => Promise.resolve(new Response('', { headers })))('http://a/');
    }
    return clocks.check();
  }

  it.each<[number[], Finding['level'], RegExp]>([
    [[0], 'ok', /right/],
    [[29_000], 'ok', /right/],
    [[60_000], 'warning', /6[01] s slow/],
    [[-600_000], 'problem', /600 s fast/],
  ])('that is %j ms late is %s', async (late, level, message) => {
    expect(await compared(...late)).toMatchObject({
      level,
      message: expect.stringMatching(message) as string,
    });
  });

  it('is not judged when nobody said the time', async () => {
    expect(await compared(undefined)).toMatchObject({ level: 'warning' });
  });
});

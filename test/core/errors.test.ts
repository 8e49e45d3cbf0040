import { describe, expect, it } from 'vitest';
import {
  exitCodes,
  isRetryable,
  ServiceError,
  SetupError,
  WabotError,
} from '../../src/core/errors.ts';
import { exitCodeOf } from '../../src/core/checks/check-runner.ts';
import { problemOf } from '../../src/core/kinds/finding.ts';

describe('SetupError', () => {
  it('has code, exit, advice and cause as oclif prints them', () => {
    const cause = new Error('inner');
    const error = new SetupError('settings', 'A setting is wrong', {
      suggestions: ['Mend it.'],
      cause,
    });
    expect(error).toBeInstanceOf(WabotError);
    expect(error).toMatchObject({
      name: 'SetupError',
      kind: 'setup',
      code: 'setup.settings',
      suggestions: ['Mend it.'],
      cause,
    });
    expect(error.oclif).toEqual({ exit: 3 });
    expect(exitCodes).toEqual({ setup: 3, service: 4 });
  });

  it('has no cause where there is none', () => {
    expect('cause' in new SetupError('x', 'x')).toBe(false);
    expect(new SetupError('x', 'x').suggestions).toEqual([]);
  });
});

describe('ServiceError', () => {
  it('tells what the caller must know', () => {
    const error = new ServiceError('openai.rate-limit', 'Slow down', {
      retryable: true,
      status: 429,
      retryAfterMs: 20_000,
    });
    expect(error).toMatchObject({
      name: 'ServiceError',
      kind: 'service',
      code: 'service.openai.rate-limit',
      status: 429,
      retryable: true,
      retryAfterMs: 20_000,
      outcomeUnknown: false,
      oclif: { exit: 4 },
    });
  });

  it('says that it may have had an effect only when told', () => {
    expect(
      new ServiceError('x', 'x', { retryable: true, outcomeUnknown: true }).outcomeUnknown,
    ).toBe(true);
    expect(new ServiceError('x', 'x', { retryable: true })).toMatchObject({
      status: undefined,
      retryAfterMs: undefined,
    });
  });
});

describe('the exit code of a failed service', () => {
  it.each([
    [{ retryable: true }, 4],
    [{ retryable: true, status: 503 }, 4],
    [{ retryable: false }, 3],
    [{ retryable: false, status: 401 }, 3],
  ])('%o: %s, as doctor has it', (details, exit) => {
    const error = new ServiceError('x', 'x', details);
    expect(error.oclif).toEqual({ exit });
    const [findings, level] = [[problemOf(error)], 'problem' as const];
    expect(exitCodeOf({ level, checks: [{ name: 'x', level, ms: 0, findings }] })).toBe(exit);
  });
});

describe('isRetryable', () => {
  it.each([
    [new ServiceError('x', 'x', { retryable: true }), true],
    [new ServiceError('x', 'x', { retryable: false }), false],
    [new SetupError('x', 'x'), false],
    [new TypeError('a bug'), true],
    ['thrown', true],
    [undefined, true],
  ])('%o: %s', (error, expected) => {
    expect(isRetryable(error)).toBe(expected);
  });
});

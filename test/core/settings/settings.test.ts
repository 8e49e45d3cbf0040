import { describe, expect, it } from 'vitest';
import { SetupError } from '../../../src/core/errors.ts';
import {
  choice,
  decimal,
  optionalDecimal,
  flag,
  integer,
  optionalText,
  optionalUrl,
  text,
  url,
  type Setting,
} from '../../../src/core/settings/settings.ts';
import {
  settingsError,
  readSettings,
  writtenValue,
} from '../../../src/core/settings/read-settings.ts';

const summary = 'What it is';

function read<T>(setting: Setting<T>, value: string | undefined): { value?: T; problem?: string } {
  const { values, problems } = readSettings({ it: setting }, { IT: value });
  return problems[0] === undefined ? { value: values.it } : { problem: problems[0] };
}

describe('the builders', () => {
  it.each([
    ['text', text('IT', { summary }), ' two words ', 'two words'],
    ['text', text('IT', { summary, default: 'so' }), ' ', 'so'],
    ['optional text', optionalText('IT', { summary }), '', undefined],
    ['optional text', optionalText('IT', { summary }), 'x', 'x'],
    ['integer', integer('IT', { summary, min: -1, max: 10 }), '10', 10],
    ['integer', integer('IT', { summary, min: -1, max: 10 }), '-1', -1],
    ['decimal', decimal('IT', { summary, min: 0, max: 2 }), '0.7', 0.7],
    ['optional decimal', optionalDecimal('IT', { summary, min: 0, max: 2 }), '0.7', 0.7],
    ['flag', flag('IT', { summary }), 'YES', true],
    ['flag', flag('IT', { summary }), 'off', false],
    ['choice', choice('IT', ['auto', 'never'], { summary }), 'NEVER', 'never'],
    ['url', url('IT', { summary }), 'http://127.0.0.1:8080/v1//', 'http://127.0.0.1:8080/v1'],
    ['optional url', optionalUrl('IT', { summary }), undefined, undefined],
  ] as [string, Setting<unknown>, string | undefined, unknown][])(
    '%s understands %#',
    (_, setting, value, expected) => {
      expect(read(setting, value)).toEqual({ value: expected });
    },
  );

  it.each([
    [text('IT', { summary }), undefined, 'IT is not set: What it is'],
    [text('IT', { summary }), '  ', 'IT is not set: What it is'],
    [
      integer('IT', { summary, min: 0, max: 10 }),
      '11',
      'IT must be a whole number from 0 to 10, not "11"',
    ],
    [
      integer('IT', { summary, min: 0, max: 10 }),
      '1.5',
      'IT must be a whole number from 0 to 10, not "1.5"',
    ],
    [
      integer('IT', { summary, min: 0, max: 10 }),
      'ten',
      'IT must be a whole number from 0 to 10, not "ten"',
    ],
    [
      decimal('IT', { summary, min: 0, max: 2 }),
      'Infinity',
      'IT must be a number from 0 to 2, not "Infinity"',
    ],
    [
      optionalDecimal('IT', { summary, min: 1, max: 2 }),
      '0',
      'IT must be a number from 1 to 2, not "0"',
    ],
    [
      decimal('IT', { summary, min: 0, max: 2 }),
      '0,7',
      'IT must be a number from 0 to 2, not "0,7"',
    ],
    [flag('IT', { summary }), 'maybe', 'IT must be true or false, not "maybe"'],
    [choice('IT', ['a', 'b', 'c'], { summary }), 'd', 'IT must be a, b or c, not "d"'],
    [
      url('IT', { summary }),
      'example.com',
      'IT must be a URL that begins with http:// or https://',
    ],
    [
      optionalUrl('IT', { summary }),
      'ftp://x',
      'IT must be a URL that begins with http:// or https://',
    ],
  ] as [Setting<unknown>, string | undefined, string][])(
    'says what is wrong: %#',
    (setting, value, problem) => {
      expect(read(setting, value)).toEqual({ problem });
    },
  );
});

describe('readSettings', () => {
  it('collects every problem, and keeps the values of the rest', () => {
    const table = {
      a: text('A', { summary: 'First' }),
      b: flag('B', { summary }),
      c: flag('C', { summary, default: 'true' }),
    };
    expect(readSettings(table, { B: 'x' })).toEqual({
      values: { c: true },
      problems: ['A is not set: First', 'B must be true or false, not "x"'],
    });
  });

  it('never repeats a secret', () => {
    const secret: Setting<string> = {
      ...text('IT', { summary, secret: true }),
      parse(value) {
        throw new Error(`must be longer than ${value}, see ${value}`);
      },
    };
    expect(read(secret, 'hunter2')).toEqual({ problem: 'IT must be longer than ***, see ***' });
  });

  it('takes what is not thrown as an Error too', () => {
    const odd: Setting<string> = {
      ...text('IT', { summary }),
      parse() {
        // oxlint-disable-next-line no-throw-literal -- a plugin of somebody else may
        throw 'is odd';
      },
    };
    expect(read(odd, 'x')).toEqual({ problem: 'IT is odd' });
  });
});

describe('written', () => {
  const setting = { env: 'NEW', aliases: ['OLD', 'OLDER'] };

  it.each([
    [{ NEW: 'a', OLD: 'b' }, 'a'],
    [{ NEW: ' ', OLD: 'b', OLDER: 'c' }, 'b'],
    [{ OLDER: ' c ' }, 'c'],
    [{ OTHER: 'd' }, undefined],
  ])('takes the name before the older ones: %j', (environment, expected) => {
    expect(writtenValue(setting, environment)).toBe(expected);
  });
});

describe('settingsError', () => {
  it('names every problem at once and says what to do', () => {
    const error = settingsError(['A is not set', 'B is wrong']);
    expect(error).toBeInstanceOf(SetupError);
    expect(error).toMatchObject({
      code: 'setup.settings',
      suggestions: [expect.stringContaining('.env')],
    });
    expect(error.message).toBe('Some settings need attention:\n  - A is not set\n  - B is wrong');
    expect(settingsError(['A is not set']).message).toBe(
      'A setting needs attention:\n  - A is not set',
    );
  });
});

it('takes a default as the value that it is, and keeps it as it would be written', () => {
  const table = {
    count: integer('COUNT', { summary: '', min: 1, max: 9, default: 3 }),
    share: decimal('SHARE', { summary: '', min: 0, max: 1, default: 0.5 }),
    loud: flag('LOUD', { summary: '', default: false }),
  };
  expect(Object.values(table).map(({ default: usual }) => usual)).toEqual(['3', '0.5', 'false']);
  expect(readSettings(table, {}).values).toEqual({ count: 3, share: 0.5, loud: false });
});

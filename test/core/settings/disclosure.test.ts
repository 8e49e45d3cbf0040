import { expect, it } from 'vitest';
import { disclosure } from '../../../src/core/settings/disclosure.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';

const read = (environment: Record<string, string>): unknown => {
  const { values, problems } = readSettings({ disclosure }, environment);
  return problems.length > 0 ? problems : values.disclosure;
};

it.each<[Record<string, string>, boolean]>([
  [{}, true],
  [{ WABOT_COUNTRY: 'kz' }, true],
  [{ WABOT_COUNTRY: 'RU' }, false],
  [{ WABOT_DISCLOSURE: 'Auto', WABOT_COUNTRY: 'RU' }, false],
  [{ WABOT_DISCLOSURE: 'auto', WABOT_COUNTRY: 'KZ' }, true],
  [{ WABOT_DISCLOSURE: 'true', WABOT_COUNTRY: 'RU' }, true],
  [{ WABOT_DISCLOSURE: 'no' }, false],
  [{ WABOT_COUNTRY: 'nowhere' }, false],
])('%j tells customers that a machine answers: %s', (environment, told) => {
  expect(read(environment)).toBe(told);
});

it('is auto, true or false', () => {
  expect(read({ WABOT_DISCLOSURE: 'perhaps' })).toEqual([
    'WABOT_DISCLOSURE must be auto, true or false, not "perhaps"',
  ]);
});

import { describe, expect, it } from 'vitest';
import { botSettings } from '../../../src/core/settings/bot-settings.ts';
import { readSettings, settingsError } from '../../../src/core/settings/read-settings.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import type { Environment } from '../../../src/core/settings/settings.ts';

const read = (environment: Environment) => {
  const { values, problems } = readSettings({ owners: botSettings.owners }, environment);
  return { owners: values.owners, problems };
};

describe('WABOT_OWNERS', () => {
  it('is nobody while it is not set', () => {
    expect(read({})).toEqual({ owners: [], problems: [] });
    expect(read({ WABOT_OWNERS: ' ' })).toEqual({ owners: [], problems: [] });
  });

  it('takes phones in any usual spelling, each once', () => {
    const written = '+7 (700) 123-45-67, 8 701 765 43 21,77001234567; 77020000000@c.us,';
    expect(read({ WABOT_OWNERS: written })).toEqual({
      owners: ['77001234567@c.us', '77017654321@c.us', '77020000000@c.us'],
      problems: [],
    });
  });

  it('is also read from MANAGER_PHONE_NUMBER, and goes before it', () => {
    expect(read({ MANAGER_PHONE_NUMBER: '77001234567' }).owners).toEqual(['77001234567@c.us']);
    const both = { MANAGER_PHONE_NUMBER: '77001234567', WABOT_OWNERS: '77017654321' };
    expect(read(both).owners).toEqual(['77017654321@c.us']);
  });

  it('understands the long-distance 8 in the country of the business only', () => {
    expect(read({ WABOT_OWNERS: '87001234567', WABOT_COUNTRY: 'RU' }).owners).toHaveLength(1);
    expect(read({ WABOT_OWNERS: '87001234567', WABOT_COUNTRY: 'KG' }).problems).toEqual([
      expect.stringContaining('number 1 is wrong: The phone number begins with 8'),
    ]);
  });

  it('says which phone is wrong without repeating it', () => {
    const { problems } = read({ MANAGER_PHONE_NUMBER: '77001234567, +7700123456' });
    expect(problems).toEqual([
      'MANAGER_PHONE_NUMBER must be phone numbers with commas between them; number 2 is wrong: A phone number of +7 has 11 digits, this one has 10. Example: +7 700 123-45-67',
    ]);
    const { message, code } = settingsError(problems);
    expect(translatorTo('ru')(message, code)).toContain(
      'номер 2 указан неверно: В номере на +7 должно быть 11 цифр, а в этом 10',
    );
  });

  it('takes none with an instance behind it, of whom nobody would be an owner', () => {
    expect(read({ WABOT_OWNERS: '+77001234567#3100000001' }).problems).toEqual([
      'WABOT_OWNERS must be phone numbers with commas between them; number 1 is wrong: A phone stands here without an instance behind it',
    ]);
  });

  it('has a bound', () => {
    expect(read({ WABOT_OWNERS: '77001234567,'.repeat(1_001) }).problems).toEqual([
      'WABOT_OWNERS must be at most 1000 phone numbers',
    ]);
  });
});

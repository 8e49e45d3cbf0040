import { describe, expect, it } from 'vitest';
import { SetupError } from '../../src/core/errors.ts';
import { shortPhone, toChat, withoutDevice } from '../../src/core/phone.ts';
import { countrySetting } from '../../src/core/settings/country.ts';
import { readSettings } from '../../src/core/settings/read-settings.ts';

const chat = '77001234567@c.us';

describe('toChat', () => {
  it.each([
    ['+7 700 123-45-67', undefined],
    ['77001234567', undefined],
    ['+77001234567', undefined],
    ['  7 (700) 123 45 67\n', undefined],
    ['7.700.123.45.67', undefined],
    ['+7 700 123–45—67', undefined],
    ['+7\u00a0700\u202f123\u201145\u201167', undefined],
    ['\u202a+7 700 123-45-67\u202c', undefined],
    ['+77001234567', undefined],
    ['007 700 123 45 67', undefined],
    ['77001234567@c.us', undefined],
    ['77001234567@C.US', undefined],
    ['77001234567@s.whatsapp.net', undefined],
    ['+7 700 123-45-67@c.us', undefined],
    ['77001234567:3@c.us', undefined],
    ['77001234567:12345@s.whatsapp.net', 'KZ'],
    ['87001234567', 'KZ'],
    ['8 (700) 123-45-67', 'RU'],
    ['+7 700 123-45-67', 'KZ'],
    ['77001234567', 'KZ'],
    ['77001234567@c.us', 'KZ'],
    ['+8 700 123-45-67', 'KZ'],
    ['+87001234567', 'RU'],
    ['+8(700)1234567', 'KZ'],
    ['8 10 7 700 123 45 67', 'KZ'],
    ['8 10 8 700 123 45 67', 'KZ'],
    ['00 8 700 123 45 67', 'KZ'],
    ['8~10-7-700-123-45-67', 'RU'],
    ['+8 10 7 700 123 45 67', 'KZ'],
    ['81077001234567', 'KZ'],
  ])('understands %j with country %s', (phone, country) => {
    expect(toChat(phone, country)).toBe(chat);
  });

  it.each([
    ['+44 20 7946 0958', 'KZ', '442079460958@c.us'],
    ['998901234567', 'KZ', '998901234567@c.us'],
    ['+81 90 1234 5678', 'KZ', '819012345678@c.us'],
    ['+4712345678', 'KZ', '4712345678@c.us'],
    ['155508384256027@lid', 'KZ', '155508384256027@lid'],
    ['81234567890@c.us', 'KZ', '81234567890@c.us'],
    ['81077071234567@c.us', 'KZ', '81077071234567@c.us'],
    ['8 10 44 20 7946 0958', 'RU', '442079460958@c.us'],
    ['+84951234567', 'RU', '84951234567@c.us'],
    ['+8 495 123-45-67', 'RU', '74951234567@c.us'],
    ['+8 912 345-67-89', 'KZ', '79123456789@c.us'],
    ['+81 090 1234 5678', 'KZ', '8109012345678@c.us'],
    ['+870 773 111 632', 'RU', '870773111632@c.us'],
    ['+86 138 0013 8000', 'KZ', '8613800138000@c.us'],
    ['+852 9123 4567', 'KZ', '85291234567@c.us'],
  ])('keeps other countries and linked ids: %j', (phone, country, expected) => {
    expect(toChat(phone, country)).toBe(expected);
  });

  it.each([
    ['', undefined, /empty/],
    ['  - ', undefined, /empty/],
    ['@c.us', undefined, /only digits|empty/],
    ['call me', undefined, /only digits/],
    ['7700123456O', undefined, /only digits/],
    ['++77001234567', undefined, /only digits/],
    ['7700+1234567', undefined, /only digits/],
    ['+7 700 123-45-6', undefined, /11 digits, this one has 10/],
    ['+7 700 123-45-678', undefined, /11 digits, this one has 12/],
    ['7700123456', 'KZ', /10 digits/],
    ['7001234567', 'RU', /10 digits/],
    ['0700 123 456', undefined, /never with 0/],
    ['+87', undefined, /8 to 15 digits, this one has 2/],
    ['+4420794609581234', undefined, /8 to 15 digits, this one has 16/],
    ['87001234567', undefined, /begins with 8/],
    ['87001234567', 'DE', /begins with 8/],
    ['120363043968066561@g.us', undefined, /group/],
    ['status@broadcast', undefined, /@c\.us or @lid/],
    ['77001234567@c.us@c.us', undefined, /@c\.us or @lid/],
    ['77001234567@toString', undefined, /@c\.us or @lid/],
    ['12ab345@lid', undefined, /only digits before/],
    ['@lid', undefined, /only digits before/],
  ])('refuses %j with country %s', (phone, country, problem) => {
    const refused = (): string => toChat(phone, country);
    expect(refused).toThrow(SetupError);
    expect(refused).toThrow(problem);
    expect(refused).toThrow(/Example: \+7 700 123-45-67$/);
  });

  it('never repeats the number in the error', () => {
    const error = caught(() => toChat('+7 911 765-43-2'));
    expect(error).toMatchObject({ code: 'setup.phone' });
    expect(`${error.message} ${error.suggestions.join(' ')}`.replace(/\D/g, '')).not.toContain(
      '911765',
    );
  });

  it('tells what to set when the number begins with 8', () => {
    expect(caught(() => toChat('87001234567')).suggestions.join(' ')).toContain('WABOT_COUNTRY=KZ');
  });
});

describe('countrySetting', () => {
  it.each([
    [undefined, 'KZ'],
    ['ru', 'RU'],
    [' kz ', 'KZ'],
  ])('reads %j as %s', (value, expected) => {
    expect(readSettings({ country: countrySetting }, { WABOT_COUNTRY: value })).toEqual({
      values: { country: expected },
      problems: [],
    });
  });

  it('refuses anything but two letters', () => {
    const { problems } = readSettings({ country: countrySetting }, { WABOT_COUNTRY: 'Kazakhstan' });
    expect(problems).toEqual([
      'WABOT_COUNTRY must be a country code of two letters such as KZ or RU, not "Kazakhstan"',
    ]);
  });
});

describe('shortPhone', () => {
  it.each([
    ['77001234567@c.us', '7700…4567'],
    ['155508384256027@lid', '1555…6027'],
    ['4712345678@c.us', '…78'],
    ['12345', '…45'],
    ['1234@c.us', '…'],
    ['', '…'],
  ])('shortens %j to %s', (full, short) => {
    expect(shortPhone(full)).toBe(short);
  });
});

function caught(action: () => unknown): SetupError {
  try {
    action();
  } catch (error) {
    if (error instanceof SetupError) return error;
  }
  throw new Error('expected a SetupError');
}

describe('withoutDevice', () => {
  it.each([
    '77001234567@c.us',
    '77001234567:3@c.us',
    '77001234567:0@c.us',
    '77001234567:1234567@C.US',
    '77001234567:@c.us',
  ])('takes %j for the chat of the person', (id) => {
    expect(withoutDevice(id)).toBe(chat);
  });

  it.each([
    '155508384256027@lid',
    '120363043968066561@g.us',
    'max:77:3',
    '7700:3@telegram',
    'a:3@c.us',
    ':3@c.us',
    '',
  ])('leaves %j as it is', (id) => {
    expect(withoutDevice(id)).toBe(id);
  });

  it('costs no more than one look at an id without end', () => {
    for (const unit of ['7', ':', '7:', '@c.us'])
      expect(withoutDevice(unit.repeat(64_000))).toHaveLength(unit.length * 64_000);
  });
});

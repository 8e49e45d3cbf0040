import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../../src/core/mask/index.ts';

/** What one text becomes on its way to the log. */
function masked(text: string, secrets: readonly string[] = []): unknown {
  return createMask({ secrets, content: true })({ reason: text })['reason'];
}

describe('known secrets', () => {
  const secret = 'pa"ss/wörd +1\\x\nend';

  it.each([
    ['as they are', secret],
    ['in URLs', encodeURIComponent(secret)],
    [
      'in URLs with small letters',
      encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ['in forms', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ a: secret }))],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['in base64 after one letter', Buffer.from(`x${secret}`).toString('base64')],
    ['in base64 after a name', Buffer.from(`user:${secret}:tail`).toString('base64')],
  ])('are hidden %s', (_, spelling) => {
    const shown = JSON.stringify(masked(`before ${spelling} after`, [secret]));
    expect(shown).toContain('***');
    expect(shown).toMatch(/before .* after/);
    for (const piece of [spelling.slice(4, 18), 'wörd', 'w%C3%B6rd'])
      expect(shown).not.toContain(piece);
  });

  it('are hidden wherever they stand, also when short or one within another', () => {
    expect(masked('abc abcd 1abc abc-1', ['abc'])).toBe('*** abcd 1abc ***-1');
    expect(masked('hunter2 and hunter2hunter', ['hunter2', 'hunter2hunter'])).toBe('*** and ***');
    expect(masked('nothing', ['', '  '])).toBe('nothing');
  });

  it('are hidden when a private key is written with its line ends in letters', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const body = pem.split('\n').slice(1, -2).join('\n');
    const shown = masked(`a ${body} b ${body.replaceAll('\n', '\\n')} c`, [
      body.replaceAll('\n', '\\n'),
    ]);
    expect(shown).toBe('a *** b *** c');
  });
});

describe('secrets that nobody named', () => {
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();

  it.each([
    [
      'https://api.green-api.com/waInstance12345/sendMessage/abcdef0123?x=1',
      'https://api.green-api.com/waInstance12345/sendMessage/***?x=1',
    ],
    [
      'POST /waInstance1/deleteNotification/abcdef/1234567',
      'POST /waInstance1/deleteNotification/***/1234567',
    ],
    ['"\\/waInstance1\\/getSettings\\/abcdef"', '"\\/waInstance1\\/getSettings\\/***"'],
    ['u=%2FwaInstance1%2FgetSettings%2Fabcdef&b', 'u=%2FwaInstance1%2FgetSettings%2F***&b'],
    ['authorization: Bearer abc.DEF-123=', 'authorization: Bearer ***'],
    ['Basic dXNlcjpwYXNz', 'Basic ***'],
    ['provided: sk-proj-********abcd. Find', 'provided: ***. Find'],
    ['sk-ABCDEFGH12345678, gsk_ABCDEFGH12', '***, ***'],
    ['http://user:p@ss@proxy.example:3128/x', 'http://***@proxy.example:3128/x'],
    ['https://x.example/f?access_token=abc&part=1', 'https://x.example/f?access_token=***&part=1'],
    [
      'https://x.example/f?X-Amz-Signature=abc&part=1',
      'https://x.example/f?X-Amz-Signature=***&part=1',
    ],
    [
      '{"webhookUrlToken":"abc","x":1} {\\"apiKey\\": \\"abc\\"}',
      '{"webhookUrlToken":"***","x":1} {\\"apiKey\\": \\"***\\"}',
    ],
    [`x ${pem} y`, 'x ***\n y'],
    [JSON.stringify({ key: pem, next: 1 }), '{"key":"***\\n","next":1}'],
    [pem.slice(0, 500), '***'],
  ])('hides %j', (text, expected) => {
    expect(String(masked(text))).toBe(expected);
  });

  it.each([
    'Basic English course, bad news? sk-ip it; 3 = 3',
    'https://example.com/path@x?page=2#top',
    'Сколько стоит? Ключ: под ковриком',
    'waInstance/none',
  ])('leaves plain words alone: %j', (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('phone numbers', () => {
  it.each([
    ['to 77001234567@c.us failed', 'to 7700…4567@c.us failed'],
    ['chat=77001234567&x', 'chat=7700…4567&x'],
    ['{"chatId":"77001234567@c.us"}', '{"chatId":"7700…4567@c.us"}'],
    ['tel77001234567', 'tel7700…4567'],
    ['+7 (700) 123-45-67', '7700…4567'],
    ['8 700 123 45 67, +998 90 123 45 67', '8700…4567, 9989…4567'],
    ['call (727) 272-00-11!', 'call …11!'],
    ['120363043968066561@g.us', '1203…6561@g.us'],
    ['e77001234567', 'e7700…4567'],
  ])('are shortened in %j', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    'GET http://192.168.100.200:8000/ready',
    '2026-11-24T16:10:59.123Z and 2026-11-24 16:10:59',
    '24.11.2026 16:00, 24.11.2026-30.11.2026',
    'request 0123456789abcdef0123456789abcdef',
    'id 3EB0123456789012345A',
    'курс стоит 25 000 ₸, три месяца — 60 000 ₸',
  ])('are not seen in %j', (text) => {
    expect(masked(text)).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../../src/core/settings/read-settings.ts';
import { judgeAddress, mediaHosts } from '../../../../src/plugins/channel/green-api/addresses.ts';
import {
  isPublic,
  privateAddressCode,
  publicLookup,
} from '../../../../src/core/network/public-address.ts';

const table = { hosts: mediaHosts('WABOT_MEDIA_HOSTS') };
const hostsFor = (value?: string) => readSettings(table, { WABOT_MEDIA_HOSTS: value }).values.hosts;
const judged = (address: string, value?: string): string =>
  judgeAddress(new URL(address), hostsFor(value));

describe('an address of a file', () => {
  it.each([
    ['https://do-media-7103.fra1.digitaloceanspaces.com/7103000000/a.oga'],
    ['https://sw-media.storage.yandexcloud.net/1/a.oga'],
    ['https://SW-media-7105.Storage.Yandexcloud.KZ/1/a.oga'],
    ['https://x.storage.greenapi.net/a'],
    ['https://api.green-api.com/waInstance1/downloadFile/AB'],
    ['https://7103.api.greenapi.com./download/x'],
  ])('%s is fetched with care', (address) => {
    expect(judged(address)).toBe('guarded');
  });

  it.each([
    ['http://do-media-7103.fra1.digitaloceanspaces.com/a'],
    ['https://evildigitaloceanspaces.com/a'],
    ['https://digitaloceanspaces.com.evil.example/a'],
    ['https://evil.example/?.green-api.com'],
    ['https://user:pass@x.green-api.com/a'],
    ['https://x.green-api.com:8443/a'],
    ['https://127.0.0.1/a'],
    ['https://2130706433/a'],
    ['https://[::ffff:127.0.0.1]/a'],
    ['ftp://x.green-api.com/a'],
  ])('%s is refused', (address) => {
    expect(judged(address)).toBe('refused');
  });

  it.each([
    ['http://127.0.0.1:8081/a', 'trusted'],
    ['http://127.0.0.1:8082/a', 'refused'],
    ['http://127.0.0.1/a', 'refused'],
    ['https://127.0.0.1:8081/a', 'refused'],
    ['http://localhost:8081/a', 'refused'],
    ['http://u:p@127.0.0.1:8081/a', 'refused'],
    ['https://files.example/a', 'guarded'],
    ['https://a.files.example/a', 'guarded'],
    ['https://10.0.0.1/a', 'refused'],
    ['https://8.8.8.8/a', 'guarded'],
    ['https://x.green-api.com/a', 'refused'],
  ])('%s is %s when other hosts are set', (address, expected) => {
    expect(judged(address, 'http://127.0.0.1:8081/, *.files.example 10.0.0.1,8.8.8.8')).toBe(
      expected,
    );
  });

  it.each([
    ['http://127.0.0.1:8081/path'],
    ['http://u:p@host'],
    ['ftp://host'],
    ['http://'],
    ['.'],
    ['a b/c'],
    [','],
    ['ho$t'],
  ])('cannot be told from %j', (value) => {
    expect(readSettings(table, { WABOT_MEDIA_HOSTS: value }).problems).toEqual([
      expect.stringContaining('WABOT_MEDIA_HOSTS '),
    ]);
  });
});

describe('a public address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each(
    [
      '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.2.1',
      '192.168.1.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 fe80::1',
      'fc00::1 fd12::1 ff02::1 64:ff9b::7f00:1 2001:db8::1 2001::1 2002:7f00:1::1 ::ffff:7f00:1 localhost 1.2.3',
    ].flatMap((line) => line.split(' ')),
  )('is not %j', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe('the address of a name', () => {
  const looked = (name: string, all: boolean): Promise<unknown[]> =>
    new Promise((resolve) => publicLookup(name, { all }, (...found) => resolve(found)));

  it.each([true, false])('is refused when it is not public (all of them: %s)', async (all) => {
    expect(await looked('127.0.0.1', all)).toEqual([
      expect.objectContaining({ code: privateAddressCode }),
      '',
      0,
    ]);
  });

  it('is given in the form that was asked for', async () => {
    expect(await looked('8.8.8.8', true)).toEqual([null, [{ address: '8.8.8.8', family: 4 }]]);
    expect(await looked('8.8.8.8', false)).toEqual([null, '8.8.8.8', 4]);
  });

  it('is an error where there is none', async () => {
    const [error, ...rest] = await looked(`${'x'.repeat(64)}.example`, false);
    expect(error).toBeInstanceOf(Error);
    expect([(error as NodeJS.ErrnoException).code === privateAddressCode, ...rest]).toEqual([
      false,
      '',
      0,
    ]);
  });
});

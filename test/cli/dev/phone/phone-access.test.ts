import { describe, expect, it } from 'vitest';
import { wayOf } from '../../../../src/cli/dev/phone/phone-access.ts';

const key = 'k'.repeat(22);
const host = '127.0.0.1:4000';
const origin = `http://${host}`;

function asked(
  headers: Record<string, string>,
  { method = 'GET', url = `/${key}/api/state` } = {},
): string {
  const way = wayOf({ headers: { host, ...headers }, httpVersion: '1.1', method, url }, key);
  return 'refused' in way ? way.refused : way.path;
}

describe('who may use the phones', () => {
  it.each([
    ['this machine', {}, '/api/state'],
    ['this machine by its name', { host: 'localhost:4000' }, '/api/state'],
    [
      'this machine by another port, which a tunnel brings along',
      { host: '127.0.0.1:81' },
      '/api/state',
    ],
    ['a name of the world that leads here', { host: 'evil.example:4000' }, 'host'],
    ['a name that begins like ours', { host: '127.0.0.1.evil.example' }, 'host'],
    ['a name that ends like ours', { host: 'evil.localhost' }, 'host'],
    ['nobody', { host: '' }, 'host'],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }, 'elsewhere'],
    ['a page of the world', { 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  ])('asks: %s', (_, headers, expected) => {
    expect(asked(headers)).toBe(expected);
  });

  it.each([
    ['the page', { origin, 'sec-fetch-site': 'same-origin' }, '/api/say'],
    ['the page in a browser that says less', { origin }, '/api/say'],
    ['a program that says nothing', {}, 'elsewhere'],
    ['a page of another port', { origin: 'http://127.0.0.1:4001' }, 'elsewhere'],
    ['a page of another name of this machine', { origin: 'http://localhost:4000' }, 'elsewhere'],
    ['a page without an origin', { origin: 'null' }, 'elsewhere'],
    ['a page of the world', { origin: 'https://evil.example' }, 'elsewhere'],
    ['a form of another page', { origin, 'sec-fetch-site': 'cross-site' }, 'elsewhere'],
  ])('changes something: %s', (_, headers, expected) => {
    expect(asked(headers, { method: 'POST', url: `/${key}/api/say` })).toBe(expected);
  });

  it.each([
    ['/', 'key'],
    ['', 'key'],
    ['//', 'key'],
    [`/${key.slice(1)}/`, 'key'],
    [`/${key}x/`, 'key'],
    [`/x/../${key}/`, '/'],
    [`/${key}`, '/'],
    [`/${key}/`, '/'],
    [`/${key}/media/1?x=2`, '/media/1'],
    ['http://[', 'key'],
  ])('knows the key: %s', (url, expected) => {
    expect(asked({}, { url })).toBe(expected);
  });

  it('opens the page itself from a link anywhere, and nothing else, nor within another page', () => {
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect(asked(link, { url: `/${key}/` })).toBe('/');
    expect(asked(link)).toBe('elsewhere');
    expect(asked({ ...link, 'sec-fetch-dest': 'iframe' }, { url: `/${key}/` })).toBe('elsewhere');
  });
});

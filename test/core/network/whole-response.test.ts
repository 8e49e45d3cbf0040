import { describe, expect, it } from 'vitest';
import { wholeResponse } from '../../../src/core/network/whole-response.ts';

const answer = (status = 200): Response =>
  wholeResponse(Buffer.from('{"a":1}'), {
    status,
    headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] },
  });

describe('the headers of an answer that is there already', () => {
  it('are what was set, added and taken away since', () => {
    const { headers } = answer();
    headers.set('X-One', '1');
    headers.append('x-one', '2');
    headers.delete('Content-Type');
    expect(headers.get('x-one')).toBe('1, 2');
    expect(headers.has('content-type')).toBe(false);
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('can be copied, and make a response of their own', () => {
    const { headers } = answer();
    expect(new Headers(headers).getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Response(null, { headers }).headers.get('content-type')).toBe('application/json');
    expect(Object.fromEntries(headers)['content-type']).toBe('application/json');
  });

  it.each([204, 304])('have no body behind them: %i', async (status) => {
    const empty = answer(status);
    expect([empty.status, empty.body, await empty.text()]).toEqual([status, null, '']);
    expect(empty.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });
});

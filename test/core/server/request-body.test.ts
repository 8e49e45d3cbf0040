import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropRest } from '../../../src/core/server/request-body.ts';

/** A call that is answered; `cut` is called when its connection is closed. */
function call(headers: IncomingHttpHeaders, { complete = false, status = 401 } = {}) {
  const cut = vi.fn<() => void>();
  const request = Object.assign(new EventEmitter(), {
    headers,
    complete,
    socket: { destroy: cut },
  });
  dropRest(request as unknown as IncomingMessage, status);
  const send = (bytes: number): void => void request.emit('data', Buffer.alloc(bytes));
  return { request, cut, send, isRead: request.listenerCount('data') > 0 };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the rest of a call that is answered', () => {
  it.each<[string, IncomingHttpHeaders, boolean, boolean]>([
    ['none', {}, false, false],
    ['a body of nothing', { 'content-length': '0' }, false, false],
    ['a body', { 'content-length': '1' }, false, true],
    ['a body in pieces', { 'transfer-encoding': 'chunked' }, false, true],
    ['a body that came', { 'content-length': '1' }, true, false],
    ['pieces that came', { 'transfer-encoding': 'chunked' }, true, false],
  ])('with %s is read where there is one', (_what, headers, complete, isRead) => {
    expect(call(headers, { complete }).isRead).toBe(isRead);
    expect(vi.getTimerCount()).toBe(isRead ? 1 : 0);
  });

  it('may take five seconds, and holds no timer when it ended before', () => {
    const [slow, quick] = [call({ 'content-length': '9' }), call({ 'content-length': '9' })];
    quick.request.emit('close');
    vi.advanceTimersByTime(4999);
    expect(slow.cut).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect([slow.cut.mock.calls.length, quick.cut.mock.calls.length]).toEqual([1, 0]);
  });

  it.each([
    [401, 256 * 1024],
    [413, 16 * 1024 * 1024],
  ])('of %d may be %d bytes long, each piece counted with 256 more', (status, most) => {
    const exact = call({ 'transfer-encoding': 'chunked' }, { status });
    exact.send(most - 256);
    expect(exact.cut).not.toHaveBeenCalled();
    exact.send(0);
    expect(exact.cut).toHaveBeenCalled();
    const [announced, tooMuch] = [most, most + 1].map((length) =>
      call({ 'content-length': String(length) }, { status }),
    );
    for (const each of [announced, tooMuch]) each?.send(1);
    expect([announced?.cut.mock.calls.length, tooMuch?.cut.mock.calls.length]).toEqual([0, 1]);
  });

  it('may break off', () => {
    const { request } = call({ 'content-length': '9' });
    expect(() => request.emit('error', new Error('reset'))).not.toThrow();
  });
});

import { expect, it } from 'vitest';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { fileErrorCode as fileCode, isMissing } from '../../../src/core/files/file-error.ts';
import { problemOf, worst } from '../../../src/core/kinds/finding.ts';
import {
  sendFailureCode,
  isSendRefused,
  outcomeOf,
} from '../../../src/core/delivery/send-failure.ts';
import { wholeResponse } from '../../../src/core/network/whole-response.ts';
import { chatJson, damaged } from '../../../src/core/store/chat-json.ts';

it('an error is a problem on one line, with what to do; one that may pass says so', () => {
  const setup = new SetupError('x', 'Wrong:\n  - one\n  - two', { suggestions: ['Mend it.'] });
  expect(problemOf(setup)).toEqual({
    level: 'problem',
    message: 'Wrong: one; two',
    suggestions: ['Mend it.'],
    code: 'setup.x',
  });
  expect(problemOf(new ServiceError('x', 'away', { retryable: true }))).toMatchObject({
    passing: true,
  });
  expect(problemOf(new ServiceError('x', 'gone', { retryable: false }))).not.toHaveProperty(
    'passing',
  );
});

it.each([
  [[], 'ok'],
  [['ok', 'ok'], 'ok'],
  [['ok', 'warning'], 'warning'],
  [['warning', 'problem', 'ok'], 'problem'],
] as const)('the worst of %j is %s', (levels, level) => {
  expect(worst(levels)).toBe(level);
});

it.each<[unknown, boolean, 'unsent' | 'unknown', string]>([
  [new ServiceError('x', 'm', { retryable: false, status: 400 }), true, 'unsent', 'service.x'],
  [new ServiceError('x', 'm', { retryable: true, status: 400 }), false, 'unsent', 'service.x'],
  [new ServiceError('x', 'm', { retryable: false, status: 401 }), false, 'unsent', 'service.x'],
  [
    new ServiceError('x', 'm', { retryable: true, outcomeUnknown: true }),
    false,
    'unknown',
    'service.x',
  ],
  [new SetupError('x', 'm'), false, 'unknown', 'setup.x'],
  [new Error('m'), false, 'unknown', 'unexpected'],
])('a send that failed: %s', (error, refused, outcome, code) => {
  expect([isSendRefused(error), outcomeOf(error), sendFailureCode(error)]).toEqual([
    refused,
    outcome,
    code,
  ]);
});

it('a file that is not there is told from others', () => {
  const missing = Object.assign(new Error('m'), { code: 'ENOENT' });
  expect([isMissing(missing), fileCode(missing)]).toEqual([true, 'ENOENT']);
  expect([
    isMissing(new Error('m')),
    fileCode(new Error('m')),
    fileCode({ code: 'ENOENT' }),
  ]).toEqual([false, undefined, undefined]);
});

it('a response that is there gives its body as often as it is asked', async () => {
  const response = wholeResponse(Buffer.from('{"a":"б"}'), {
    status: 201,
    headers: { 'content-type': 'application/json' },
  });
  expect([response.status, response.ok]).toEqual([201, true]);
  expect([await response.json(), await response.text(), await response.json()]).toEqual([
    { a: 'б' },
    '{"a":"б"}',
    { a: 'б' },
  ]);
  expect(Buffer.from(await response.bytes()).toString()).toBe('{"a":"б"}');
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('{"a":"б"}');
  expect(await response.clone().text()).toBe('{"a":"б"}');
  expect(await new Response(response.body).text()).toBe('{"a":"б"}');
  expect((await wholeResponse(Buffer.from('x'), { status: 200 }).blob()).size).toBe(1);
});

it('a response that is there has headers like any other', () => {
  const fields = { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'], vary: undefined };
  const of = (): Headers =>
    wholeResponse(Buffer.from('x'), { status: 200, headers: fields }).headers;
  expect([of().get('Content-Type'), of().get('Set-Cookie'), of().get('vary')]).toEqual([
    'text/plain',
    'a=1, b=2',
    null,
  ]);
  expect([of().has('content-type'), of().has('vary')]).toEqual([true, false]);
  expect(of().getSetCookie()).toEqual(['a=1', 'b=2']);
  expect([...of().keys()]).toEqual([...new Headers([...of()]).keys()]);
  expect([...of().values()]).toContain('text/plain');
  expect(Object.fromEntries(of().entries())).toMatchObject({ 'content-type': 'text/plain' });
  const names: string[] = [];
  of().forEach((_, name) => names.push(name));
  expect(names).toContain('content-type');
  const changed = of();
  changed.set('content-type', 'text/html');
  changed.append('vary', 'accept');
  changed.delete('set-cookie');
  expect([...changed]).toEqual([
    ['content-type', 'text/html'],
    ['vary', 'accept'],
  ]);
  expect([changed.get('content-type'), changed.has('set-cookie')]).toEqual(['text/html', false]);
  const response = wholeResponse(Buffer.from('x'), { status: 200, headers: fields });
  expect([response instanceof Response, response.headers instanceof Headers]).toEqual([true, true]);
});

it.each([204, 304])('a response of status %d has no body', (status) => {
  expect(wholeResponse(Buffer.from('x'), { status }).body).toBeNull();
});

it('a chat is JSON that any Keyv reads, and damage is told from nothing', () => {
  for (const value of [{ value: { a: 1 } }, { value: ':a' }, { value: { ':a': [':b', 'c'] } }])
    expect(chatJson.parse(chatJson.stringify(value))).toEqual(value);
  expect(chatJson.stringify({ value: ':a' })).toBe('{"value":"::a"}');
  expect(chatJson.parse('{"value":')).toBe(damaged);
  expect(damaged).toEqual({ value: null });
});

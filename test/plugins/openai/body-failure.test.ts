import { describe, expect, it } from 'vitest';
import { failureIn } from '../../../src/plugins/openai/body-failure.ts';

const statusOf = (body: unknown): number | undefined => failureIn(body)?.status;

describe('a body under a status of success', () => {
  it.each([
    [{ error: { code: 429 } }, 429],
    [{ error: { status: '503' } }, 503],
    [{ error: { code: 'insufficient_quota', message: 'x' } }, 402],
    [{ error: { type: 'rate_limit_error' } }, 429],
    [{ error: { code: 'invalid_api_key' } }, 401],
    [{ error: { status: 'PERMISSION_DENIED' } }, 403],
    [{ error: { code: 'model_not_found' } }, 404],
    [{ error: { type: 'server_error' } }, 503],
    [{ error: { type: 'invalid_request_error' } }, 400],
    [{ errors: [{ code: 404 }] }, 404],
    [[{ error: { code: 400 } }], 400],
    [{ object: 'error', message: 'x', code: 404 }, 404],
    [{ object: 'error', type: 'server_error' }, 503],
    [{ message: 'x', code: 401 }, 401],
    [{ message: 'x', status: 500 }, 500],
  ])('that tells of a failure: %j', (body, status) => {
    expect(statusOf(body)).toBe(status);
  });

  it.each([
    [{ choices: [], message: 'x', code: 404 }],
    [{ text: 'hi', message: 'x', code: 404 }],
    [{ error: null, message: 'x' }],
    [{ error: false }],
    [{ error: '' }],
    [{ errors: [] }],
    [{ object: 'list', code: 404 }],
    [{ object: 'list', type: 'server_error' }],
    [{ message: 'x' }],
    [{ code: 404 }],
    [[{ error: { code: 400 } }, {}]],
    [{}],
    [null],
    ['error'],
  ])('that is none: %j', (body) => {
    expect(statusOf(body)).toBeUndefined();
  });
});

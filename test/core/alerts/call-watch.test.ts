import { describe, expect, it } from 'vitest';
import { CallWatch } from '../../../src/core/alerts/call-watch.ts';
import { ServiceError } from '../../../src/core/errors.ts';

class Service {
  readonly #secret = 'own';
  fails: Error | undefined;
  readonly limits = { model: 'gpt' };

  ask(): Promise<string> {
    return this.fails ? Promise.reject(this.fails) : Promise.resolve(this.#secret);
  }

  other(): string {
    return this.#secret;
  }
}

const refused = (status: number | undefined, more = {}): ServiceError =>
  new ServiceError('openai.key', 'OpenAI refuses the key', {
    retryable: false,
    suggestions: ['Put another key into OPENAI_API_KEY.'],
    ...(status === undefined ? {} : { status }),
    ...more,
  });

describe('the calls of a service', () => {
  it('go through as they are, and tell that it works', async () => {
    const watch = new CallWatch();
    const service = watch.watching(new Service(), 'ask');
    expect(watch.sign).toBeUndefined();
    expect([service.other(), service.limits]).toEqual(['own', { model: 'gpt' }]);
    expect(watch.sign).toBeUndefined();
    expect(await service.ask()).toBe('own');
    expect(watch.sign).toEqual({ isWell: true });
  });

  it.each([401, 402, 403, 404, 429, 466, undefined])(
    'tell that it refuses everybody where it says %s',
    async (status) => {
      const changes: (boolean | undefined)[] = [];
      const watch = new CallWatch(() => changes.push(watch.sign?.isWell));
      const inner = new Service();
      const service = watch.watching(inner, 'ask');
      inner.fails = refused(status);
      await expect(service.ask()).rejects.toBe(inner.fails);
      await expect(service.ask()).rejects.toBe(inner.fails);
      expect(watch.sign).toEqual({
        isWell: false,
        values: {
          problem: 'OpenAI refuses the key',
          advice: 'Put another key into OPENAI_API_KEY.',
        },
      });
      inner.fails = undefined;
      await service.ask();
      expect(watch.sign).toEqual({ isWell: true });
      expect(changes).toEqual([false, true]);
    },
  );

  it.each([
    ['one request', refused(400)],
    ['one file', refused(404, { about: 'media' })],
    ['what may pass', refused(429, { retryable: true })],
    ['a bug', new Error('oops')],
  ])('tell nothing of the service where they fail for %s', async (_, error) => {
    const watch = new CallWatch();
    const inner = new Service();
    inner.fails = error;
    await expect(watch.watching(inner, 'ask').ask()).rejects.toBe(error);
    expect(watch.sign).toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { TimedOut } from '../../../src/core/deadline.ts';
import { modelTimeout } from '../../../src/core/history/model-timeout.ts';

it('names a cause only where it says more than that a time was over', () => {
  const cause = new Error('connection reset');
  expect(modelTimeout(1_500, cause)).toMatchObject({ code: 'service.model.timeout', cause });
  for (const bare of [new TimedOut(), new DOMException('aborted', 'TimeoutError')])
    expect(modelTimeout(1_500, bare).cause).toBeUndefined();
});

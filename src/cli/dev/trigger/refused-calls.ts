import { ServiceError, SetupError } from '../../../core/errors.ts';
import type { Called } from './deliver.ts';

/** Throws where the bot has not taken what was brought; bodies that are broken on purpose it may refuse. */
export function throwRefused(calls: readonly Called[], mayRefuse: boolean): void {
  if (calls.some(({ status }) => status === null))
    throw new ServiceError('bot', 'The bot does not answer at its webhook', {
      retryable: true,
      suggestions: ['Run wabot status to see whether it is running.'],
    });
  if (calls.some(({ status }) => status === 401 || status === 403))
    throw new SetupError('trigger', 'The bot does not believe the token', {
      suggestions: ['Set GREEN_API_WEBHOOK_TOKEN to the token with which the bot was started.'],
    });
  const failed = calls.find(({ status }) => status !== 200);
  if (failed && !mayRefuse)
    throw new ServiceError('bot', `The bot answered with ${failed.status}`, {
      retryable: true,
      suggestions: ['See wabot logs for the reason.'],
    });
}

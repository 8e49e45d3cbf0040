import { handle } from '@oclif/core/handle';
import { SetupError } from '../../core/errors.ts';
import { roomAdvice } from '../printed-error.ts';
import { told } from '../owner-words.ts';

/**
 * From now on a command whose data cannot be written, such as into a file on a full disk, ends the process at once: one
 * sentence and exit 3. A reader that went away (`| head`) is another matter.
 */
export function guardStandardOutput(): void {
  // oclif's own listener, which is there before, throws.
  if (!process.stdout.listeners('error').includes(end))
    process.stdout.prependListener('error', end);
}

function end(error: NodeJS.ErrnoException): void {
  const { code = error.name } = error;
  if (code === 'EPIPE') return;
  const suggestions = [roomAdvice(code) ?? 'Check where standard output goes.'];
  void handle(
    told(
      new SetupError('output', `Standard output cannot be written (${code})`, {
        suggestions,
        cause: error,
      }),
    ),
  );
}

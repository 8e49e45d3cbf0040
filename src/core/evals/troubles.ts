import { ServiceError } from '../errors.ts';
import type { EvalFault } from '../eval-cases/eval-case.ts';

/** Longer than any turn waits, milliseconds: what fails so is put off at once. */
const longMs = 30 * 60_000;

/** What goes wrong in a conversation, as its steps say. */
export class Troubles {
  #model: 'fine' | 'once' | 'down' = 'fine';
  readonly #functions = new Set<string>();

  /** From now on this goes wrong. */
  begin(trouble: EvalFault): void {
    if (trouble.of === 'function') this.#functions.add(trouble.name);
    else if (trouble.of === 'nothing') {
      this.#model = 'fine';
      this.#functions.clear();
    } else this.#model = trouble.of === 'model' ? 'once' : 'down';
  }

  /** A question is asked of the model. Throws where that fails. */
  askModel(): void {
    if (this.#model === 'fine') return;
    const isDown = this.#model === 'down';
    if (!isDown) this.#model = 'fine';
    throw new ServiceError('eval.fault', 'The model fails, as the conversation has it.', {
      retryable: true,
      retryAfterMs: isDown ? longMs : 1,
    });
  }

  /** A function is called. Throws where that fails. */
  call(name: string): void {
    if (!this.#functions.delete(name)) return;
    throw new ServiceError('eval.fault', 'The function fails, as the conversation has it.', {
      retryable: false,
    });
  }
}

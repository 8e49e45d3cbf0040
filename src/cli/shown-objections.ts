import { printable } from '../core/printable.ts';
import type { TurnResult } from '../core/turn/scene.ts';

/** What guards objected to before the answer, a line each. */
export function shownObjections({ objections = [] }: Pick<TurnResult, 'objections'>): string[] {
  return objections.map(({ guard, found }) =>
    printable(`✋ guard ${guard}${found ? `: ${found.join(', ')}` : ''}`.replaceAll('\n', ' ')),
  );
}

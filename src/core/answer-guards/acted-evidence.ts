import { isActed, type Answer } from '../kinds/model.ts';
import { ownDeeds } from '../tools/own-deeds.ts';
import type { Evidence } from './guard.ts';

/** The evidence, and what the model that gave this answer says it rests on and has done by itself. */
export function withActed(evidence: Evidence, answer: Answer): Evidence {
  if (!isActed(answer)) return evidence;
  const own = ownDeeds(answer.done, 0);
  const said = own.map(({ args, result }) => `${args} ${result}`);
  return {
    ...evidence,
    results: () => [...evidence.results(), ...answer.sources, ...said],
    called: () => {
      const { now, before } = evidence.called();
      return { now: [...now, ...own], before };
    },
  };
}

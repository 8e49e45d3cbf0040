import type { Arrival } from '../../../core/kinds/arrival.ts';
import type { Callers } from '../../../core/kinds/channel.ts';
import { problemOf, type Finding } from '../../../core/kinds/finding.ts';
import { WabotError } from '../../../core/plugin-api/failures.ts';
import type { ChannelValues } from './settings.ts';

/** The same for each of these instances: findings of several say whose they are, and what fails for one hides no other. */
export async function findingsOfSeveral(
  each: readonly ChannelValues[],
  look: (values: ChannelValues) => Promise<Finding[]>,
): Promise<Finding[]> {
  const [only] = each;
  if (only && each.length === 1) return look(only);
  const found = await Promise.all(
    each.map(async (values) => {
      const findings = await look(values).catch(failed);
      return findings.map((finding) => labelled(finding, values.idInstance));
    }),
  );
  return found.flat();
}

/**
 * What of each keeps every message away, and how many wait at the vendor for all of them. Of an instance that cannot be asked
 * nothing is known; rejects where none can.
 */
export async function arrivalOfSeveral(
  each: readonly ChannelValues[],
  look: (values: ChannelValues) => Promise<Arrival>,
): Promise<Arrival> {
  const waiting: number[] = [];
  const failures: unknown[] = [];
  const problems = await findingsOfSeveral(each, async (values) => {
    try {
      const found = await look(values);
      if (found.waiting !== undefined) waiting.push(found.waiting);
      return found.problems;
    } catch (error) {
      failures.push(error);
      return [];
    }
  });
  if (failures.length === each.length) throw failures[0];
  const all = waiting.reduce((sum, count) => sum + count, 0);
  return { problems, ...(waiting.length === each.length ? { waiting: all } : {}) };
}

const worth: readonly Callers['proof'][] = ['none', 'weak', 'strong'];

/** A caller may go on whom one of them may believe, whose notification it is shows the body; all are worth as much as the weakest. */
export function callersOfSeveral(each: readonly Callers[], secret: string): Callers {
  const weakest = worth.find((proof) => each.some((callers) => callers.proof === proof)) ?? 'none';
  return {
    proof: weakest,
    secret,
    refusal(headers) {
      const refusals = each.map((callers) => callers.refusal(headers));
      return refusals.includes(undefined) ? undefined : refusals[0];
    },
  };
}

function failed(error: unknown): Finding[] {
  if (error instanceof WabotError) return [problemOf(error)];
  throw error;
}

function labelled(finding: Finding, id: string): Finding {
  const { message } = finding;
  return message.includes(id) ? finding : { ...finding, message: `instance ${id}: ${message}` };
}

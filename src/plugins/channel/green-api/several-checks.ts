import type { Arrival } from '../../../core/kinds/arrival.ts';
import type { Callers } from '../../../core/kinds/channel.ts';
import type { Finding } from '../../../core/kinds/finding.ts';
import type { ChannelValues } from './settings.ts';

/** The same for each of these instances, one after the other: findings of several say whose they are. */
export async function findingsOfSeveral(
  each: readonly ChannelValues[],
  look: (values: ChannelValues) => Promise<Finding[]>,
): Promise<Finding[]> {
  const found = await Promise.all(
    each.map(async (values) => ({ id: values.idInstance, findings: await look(values) })),
  );
  if (found.length === 1) return found.flatMap(({ findings }) => findings);
  return found.flatMap(({ id, findings }) => findings.map((finding) => labelled(finding, id)));
}

/** What of each keeps every message away, and how many wait at the vendor for all of them. */
export async function arrivalOfSeveral(
  each: readonly ChannelValues[],
  look: (values: ChannelValues) => Promise<Arrival>,
): Promise<Arrival> {
  const waiting: number[] = [];
  const problems = await findingsOfSeveral(each, async (values) => {
    const found = await look(values);
    if (found.waiting !== undefined) waiting.push(found.waiting);
    return found.problems;
  });
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

function labelled(finding: Finding, id: string): Finding {
  const { message } = finding;
  return message.includes(id) ? finding : { ...finding, message: `instance ${id}: ${message}` };
}

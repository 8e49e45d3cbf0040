import { offeredFunctions, type SandboxCall } from './offered-functions.ts';

/** The function by which a model says that it does not know something. */
export const unknownFunction = 'not_known';

/** How the instructions of a bot without functions begin such a line. */
const lineBegins = '[not known:';

/** An answer that has found nothing, with the mark that the instructions ask for; as it is where they ask for none. */
export function withNotKnown(
  text: string,
  asked: string,
  { system, parameters }: { system: string; parameters: Readonly<Record<string, unknown>> },
): string | SandboxCall {
  const said = asked.replaceAll(/\s+/g, ' ').trim();
  const asking = said.split(/(?<=[.!?])/).filter((each) => each.endsWith('?'));
  const question = asking.length > 0 ? asking.join(' ').trim() : said;
  if (question === '') return text;
  if (offeredFunctions(parameters).some(({ name }) => name === unknownFunction))
    return { text, name: unknownFunction, arguments: { question } };
  return system.includes(lineBegins) ? `${text}\n${lineBegins} ${question}]` : text;
}

import { requestOf } from './brain/requests.ts';
import type { Dialogue } from './brain/brain.ts';

/** A function that the model calls. */
export interface SandboxCall {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
}

/** The names of the functions that a request offers. */
export function offeredIn({
  tools,
  tool_choice: choice,
}: Readonly<Record<string, unknown>>): string[] {
  if (!Array.isArray(tools) || choice === 'none') return [];
  return tools.flatMap((tool: unknown) => {
    const offered =
      typeof tool === 'object' && tool !== null && 'function' in tool ? tool.function : {};
    return typeof offered === 'object' && offered !== null && 'name' in offered
      ? String(offered.name)
      : [];
  });
}

const longestSummary = 200;

/** What the sandbox's model calls: somebody of the business, where the customer complains or wants a person or their money back. */
export function ownCall(
  offered: readonly string[],
  { messages }: Dialogue,
): SandboxCall | undefined {
  if (!offered.includes('handoff')) return undefined;
  const last = messages.at(-1);
  const request = last?.role === 'user' ? requestOf(last.text) : undefined;
  if (last === undefined || (request !== 'complaint' && request !== 'human')) return undefined;
  const summary = last.text.replaceAll(/\s+/g, ' ').trim().slice(0, longestSummary);
  return { name: 'handoff', arguments: { reason: request, summary } };
}

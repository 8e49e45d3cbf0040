import type { Tool, ToolSource } from '../kinds/tool.ts';
import { keyDigest } from './recordings.ts';
import type { GivenResults } from '../eval-cases/eval-case.ts';
import { played, type Playing } from './eval-model.ts';

/** Sources that change nothing outside of the conversation: what they keep is thrown away with it. */
const own: ReadonlySet<string> = new Set(['bookings', 'requests', 'knowledge']);

/** What a function that would change something outside answers where the conversation does not say. */
const taken = { accepted: true };

/** The functions of a bot in a conversation: what would reach somebody outside is answered by the conversation, or only looks. */
export function evalTools(
  tools: ReadonlyMap<string, ToolSource>,
  playing: Playing,
  results: GivenResults,
): ReadonlyMap<string, ToolSource> {
  const each = [...tools].map(([name, source]): [string, ToolSource] => [
    name,
    evalSource(name, source, playing, results),
  ]);
  return new Map(each);
}

function evalSource(
  name: string,
  source: ToolSource,
  playing: Playing,
  results: GivenResults,
): ToolSource {
  const listed = async (signal: AbortSignal): Promise<readonly Tool[]> => {
    if (own.has(name)) return source.list(signal);
    const real = new Map<string, Tool>();
    const ask = async (): Promise<Omit<Tool, 'run' | 'find'>[]> => {
      const all = await source.list(signal);
      for (const tool of all) real.set(tool.name, tool);
      return all.map(offerOf);
    };
    const { value } = await played({ kind: 'functions', exact: name }, playing, ask);
    return value.map((offer) => ({ ...offer, run: outside(offer, real.get(offer.name), playing) }));
  };
  return {
    list: async (signal) => (await listed(signal)).map((tool) => evalTool(tool, playing, results)),
    close: () => source.close?.() ?? Promise.resolve(),
  };
}

/** What is said of a function, without what it does. */
function offerOf(tool: Tool): Omit<Tool, 'run' | 'find'> {
  const { run: _run, find: _find, ...offer } = tool;
  return offer;
}

/** What a function answers that only looks is recorded; what changes something is not done. */
function outside(
  { name, effect }: Pick<Tool, 'name' | 'effect'>,
  real: Tool | undefined,
  playing: Playing,
): Tool['run'] {
  return async (args, context, signal) => {
    if (effect === 'write') return { value: taken, done: true };
    const key = { kind: 'result', exact: keyDigest([name, args]) } as const;
    const ask = async (): ReturnType<Tool['run']> =>
      real?.run(args, context, signal) ?? { value: null };
    return (await played(key, playing, ask)).value;
  };
}

/** The same function, which fails or answers as the conversation has it. */
function evalTool(tool: Tool, { troubles }: Playing, results: GivenResults): Tool {
  return {
    ...tool,
    async run(args, context, signal) {
      troubles.call(tool.name);
      if (!results.has(tool.name)) return tool.run(args, context, signal);
      return { value: results.get(tool.name), done: true };
    },
  };
}

import type { Tool, ToolSource } from '../kinds/tool.ts';
import type { KnowledgeNow } from './business-knowledge.ts';
import type { KnowledgePassage } from './passages.ts';

const mostPassages = 6;
const mostRows = 30;

const query = {
  type: 'string',
  minLength: 1,
  maxLength: 300,
  description:
    'Three to six words to look for, in their basic form: of the thing and of what is asked about it, in the language of the documents and of the customer.',
} as const;

const parameters = {
  type: 'object',
  properties: { query },
  required: ['query'],
  additionalProperties: false,
} as const;

/** The functions by which a model looks into the documents; none where they stand in its instructions as a whole. */
export function knowledgeTools(
  load: (signal: AbortSignal) => Promise<KnowledgeNow | undefined>,
): ToolSource {
  return {
    async list(signal) {
      const now = await load(signal);
      return now && now.whole === undefined ? [rowsTool(load), searchTool(load)] : [];
    },
  };
}

type Load = Parameters<typeof knowledgeTools>[0];

function searchTool(load: Load): Tool {
  return {
    name: 'search_knowledge',
    description:
      "Searches the business's documents. Call it when the answer stands neither in your instructions nor in the passages found so far.",
    parameters,
    effect: 'read',
    async run({ query: asked }, _context, signal) {
      const now = await load(signal);
      const passages = now?.find(String(asked), { limit: mostPassages }) ?? [];
      const value = { passages: passages.map(shown) };
      return now ? { value, rested: now.restedOn(passages) } : { value };
    },
  };
}

function rowsTool(load: Load): Tool {
  return {
    name: 'find_rows',
    description:
      "Finds rows of the business's price lists and other tables, each with its headings. Call it for prices, stock, sizes, timetables; take a figure from its own row only.",
    parameters,
    effect: 'read',
    async run({ query: asked }, _context, signal) {
      const options = { limit: mostRows, rowsOnly: true };
      const now = await load(signal);
      const rows = now?.find(String(asked), options) ?? [];
      const value = { rows: rows.map(shown) };
      return now ? { value, rested: now.restedOn(rows) } : { value };
    },
  };
}

function shown({ document, heading, text }: KnowledgePassage): Record<string, string> {
  return { document, ...(heading === '' ? {} : { heading }), text };
}

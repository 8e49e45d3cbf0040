import type { docs_v1 } from '@googleapis/docs';

type Content = docs_v1.Schema$StructuralElement;
type Element = docs_v1.Schema$ParagraphElement;

/** One run of text, as the API has it. */
export function run(content: string, textStyle: docs_v1.Schema$TextStyle = {}): Element {
  return { textRun: { content, textStyle } };
}

/** A paragraph of these runs or of one text; the last run ends with the line end, as Google's does. */
export function paragraph(
  content: string | Element[],
  rest: Omit<docs_v1.Schema$Paragraph, 'elements'> = {},
): Content {
  const elements = typeof content === 'string' ? [run(`${content}\n`)] : [...content, run('\n')];
  return { paragraph: { paragraphStyle: { namedStyleType: 'NORMAL_TEXT' }, ...rest, elements } };
}

export function heading(level: number, text: string): Content {
  const namedStyleType = level === 0 ? 'TITLE' : `HEADING_${level}`;
  return paragraph(text, { paragraphStyle: { namedStyleType, headingId: 'h.1' } });
}

/** An item of a list; the API leaves the level out where it is 0. */
export function item(text: string, listId: string, level = 0): Content {
  return paragraph(text, {
    bullet:
      level === 0 ? { listId, textStyle: {} } : { listId, nestingLevel: level, textStyle: {} },
  });
}

export function table(rows: (string | Content[])[][]): Content {
  const tableRows = rows.map((cells) => ({
    tableCells: cells.map((cell) => ({
      content: typeof cell === 'string' ? [paragraph(cell)] : cell,
      tableCellStyle: { rowSpan: 1, columnSpan: 1 },
    })),
  }));
  return { table: { rows: rows.length, columns: rows[0]?.length ?? 0, tableRows } };
}

type Level = docs_v1.Schema$NestingLevel;

const bullets = ['●', '○', '■'].map((glyphSymbol): Level => ({
  bulletAlignment: 'START',
  glyphSymbol,
  glyphFormat: '%0',
  startNumber: 0,
}));

const types = ['DECIMAL', 'ALPHA', 'ROMAN'];

/** Lists as Google describes them: `kix.b` with bullets, `kix.n` numbered, `kix.l` numbered as 2.1., `kix.c` to be ticked. */
export const lists: Record<string, docs_v1.Schema$List> = {
  'kix.b': { listProperties: { nestingLevels: bullets } },
  'kix.n': {
    listProperties: {
      nestingLevels: types.map((glyphType, level) => ({
        glyphType,
        glyphFormat: `%${level}.`,
        startNumber: 1,
      })),
    },
  },
  'kix.l': {
    listProperties: {
      nestingLevels: ['%0.', '%0.%1.', '%0.%1.%2.'].map((glyphFormat) => ({
        glyphType: 'DECIMAL',
        glyphFormat,
        startNumber: 1,
      })),
    },
  },
  'kix.c': {
    listProperties: { nestingLevels: [{ glyphType: 'GLYPH_TYPE_UNSPECIFIED', glyphFormat: '%0' }] },
  },
};

export interface TabOptions {
  title?: string;
  footnotes?: docs_v1.Schema$DocumentTab['footnotes'];
  childTabs?: docs_v1.Schema$Tab[];
}

export function tab(
  content: Content[],
  { title = 'Tab 1', footnotes = {}, childTabs = [] }: TabOptions = {},
): docs_v1.Schema$Tab {
  const sectionBreak: Content = {
    endIndex: 1,
    sectionBreak: { sectionStyle: { sectionType: 'CONTINUOUS' } },
  };
  return {
    tabProperties: { tabId: `t.${title}`, title, index: 0 },
    documentTab: { body: { content: [sectionBreak, ...content] }, lists, footnotes },
    childTabs,
  };
}

/** A document of one tab with this content, or of these tabs. */
export function document(...tabs: docs_v1.Schema$Tab[]): docs_v1.Schema$Document {
  return {
    documentId: '1AbC_dEf-0123456789',
    title: 'Prompt',
    suggestionsViewMode: 'PREVIEW_WITHOUT_SUGGESTIONS',
    tabs,
  };
}

/** The plainest document. */
export function plain(...lines: string[]): docs_v1.Schema$Document {
  return document(tab(lines.map((line) => paragraph(line))));
}

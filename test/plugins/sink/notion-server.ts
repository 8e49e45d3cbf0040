import type { Heard, Says } from '../openai/loopback.ts';
import { json } from '../openai/loopback.ts';

interface Page {
  id: string;
  properties: Record<string, unknown>;
  children: unknown;
}

/** Notion with one database, as its API speaks: by data sources, or by databases alone (`old`). */
export class NotionServer {
  readonly pages: Page[] = [];
  properties: Record<string, { id: string; type: string }>;
  readonly #old: boolean;

  constructor(properties: Record<string, string>, { old = false } = {}) {
    this.#old = old;
    this.properties = Object.fromEntries(
      Object.entries(properties).map(([name, type], index) => [name, { id: `p${index}`, type }]),
    );
  }

  answer(heard: Heard): Says {
    const path = heard.path.replace(/^\/v1\//, '');
    const version = heard.headers['notion-version'];
    if (this.#old && version !== '2022-06-28')
      return refused(400, 'validation_error', 'Notion-Version header is not valid');
    const place = this.#old ? 'databases/db' : 'data_sources/ds';
    if (heard.method === 'GET' && path.startsWith('databases/'))
      return { body: this.#old ? this.#table('database') : database };
    if (heard.method === 'GET' && path === place) return { body: this.#table('data_source') };
    const own = this.#old ? /^databases\/[^/]+$/ : /^data_sources\/ds$/;
    if (heard.method === 'PATCH' && own.test(path)) return this.#change(heard);
    if (path.endsWith('/query')) return this.#query(heard);
    if (path === 'pages') return this.#add(heard);
    const page = this.pages.find(({ id }) => path === `pages/${id}`);
    if (!page) return refused(404, 'object_not_found', 'Could not find page');
    Object.assign(page.properties, json(heard)['properties']);
    return { body: { object: 'page', id: page.id } };
  }

  #table(object: string): object {
    return { object, id: 'ds', title: [{ plain_text: 'Leads' }], properties: this.properties };
  }

  #change(heard: Heard): Says {
    for (const name of Object.keys(json(heard)['properties'] as object))
      this.properties[name] = { id: `p${Object.keys(this.properties).length}`, type: 'rich_text' };
    return { body: this.#table('data_source') };
  }

  #query(heard: Heard): Says {
    const { filter } = json(heard) as {
      filter: { property: string; rich_text: { equals: string } };
    };
    const results = this.pages
      .filter(({ properties }) => textOf(properties[filter.property]) === filter.rich_text.equals)
      .map(({ id }) => ({ object: 'page', id }));
    return { body: { object: 'list', results } };
  }

  #add(heard: Heard): Says {
    const { properties, children, parent } = json(heard) as unknown as Omit<Page, 'id'> & {
      parent: object;
    };
    const isRight = this.#old ? 'database_id' in parent : 'data_source_id' in parent;
    if (!isRight) return refused(400, 'validation_error', 'parent is wrong');
    const ids = new Map(Object.values(this.properties).map(({ id, type }) => [id, type]));
    for (const [id, value] of Object.entries(properties))
      if (!(ids.get(id) ?? '-' in (value as object)) || tooLong(value))
        return refused(400, 'validation_error', `${id} is expected to be another`);
    const page = { id: `page-${this.pages.length + 1}`, properties, children };
    this.pages.push(page);
    return { body: { object: 'page', id: page.id, url: `https://www.notion.so/${page.id}` } };
  }
}

const database = {
  object: 'database',
  id: 'db',
  title: [{ plain_text: 'Leads' }],
  data_sources: [{ id: 'ds', name: 'Leads' }],
};

function refused(status: number, code: string, message: string): Says {
  return { status, body: { object: 'error', status, code, message } };
}

function tooLong(value: unknown): boolean {
  return [...JSON.stringify(value).matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].some(
    ([, text = '']) => (JSON.parse(`"${text}"`) as string).length > 2_000,
  );
}

/** All text within a value of Notion's. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([key]) => key !== 'type' && key !== 'object')
    .map(([, each]) => textOf(each))
    .join('');
}

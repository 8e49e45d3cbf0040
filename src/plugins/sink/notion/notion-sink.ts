import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { BusinessRequest, Delivered, Sink } from '../../../core/kinds/sink.ts';
import {
  callNotion,
  newVersion,
  notionFaults,
  notionObject,
  oldVersion,
  refusesVersion,
  type NotionConnection,
  type NotionVersion,
} from './notion-api.ts';
import { fillProperties, idProperty, richText, type Property } from './properties.ts';
import { oddAnswer } from '../sink-error.ts';

export interface NotionSinkParts {
  database: string;
  token: string;
  apiUrl?: string;
  world: Pick<World, 'fetch' | 'now'>;
}

/** Where pages are made, and what they hold. */
interface Table {
  version: NotionVersion;
  /** `data_sources/<id>`, or `databases/<id>` by the older version. */
  path: string;
  parent: object;
  title: string;
  properties: Property[];
}

/** Requests as pages of a database, found again by a property of their own. */
export class NotionSink implements Sink {
  readonly settleMs = notionFaults.settleMs ?? 0;
  readonly #database: string;
  readonly #connection: NotionConnection;
  #table: Table | undefined;

  constructor({ database, token, apiUrl = 'https://api.notion.com/v1', world }: NotionSinkParts) {
    this.#database = database;
    this.#connection = { token, apiUrl, world };
  }

  /** What the database is called, and whether it has the property already. Rejects with a ServiceError. */
  async look(signal: AbortSignal): Promise<{ title: string; hasId: boolean }> {
    const { title, properties } = await this.#discover(signal);
    return { title, hasId: properties.some(({ name }) => name === idProperty) };
  }

  async find({ id }: BusinessRequest, signal: AbortSignal): Promise<Delivered | undefined> {
    const { version, path, properties } = await this.#known(signal);
    const property = properties.find(({ name }) => name === idProperty);
    // What was never written there is in no page.
    if (!property) return undefined;
    const body = {
      filter: { property: property.id, rich_text: { equals: id } },
      page_size: 1,
    };
    const call = { path: `${path}/query`, body };
    const { results } = await this.#ask(version, call, signal);
    if (!Array.isArray(results)) throw oddAnswer(notionFaults, 200);
    return results.length === 0 ? undefined : pageOf(fieldsOf(results[0]));
  }

  async deliver(
    request: BusinessRequest,
    signal: AbortSignal,
    before?: Delivered,
  ): Promise<Delivered> {
    const { version, parent, properties } = await this.#writable(signal);
    const filled = fillProperties(request, properties);
    const call = before
      ? {
          path: `pages/${encodeURIComponent(before.ref)}`,
          method: 'PATCH' as const,
          body: { properties: filled.properties },
        }
      : {
          path: 'pages',
          body: { parent, properties: filled.properties, children: filled.rest.map(paragraph) },
        };
    return pageOf(await this.#ask(version, call, signal));
  }

  /** The table with the property by which pages are found; that is added where it is not there yet. */
  async #writable(signal: AbortSignal): Promise<Table> {
    const table = await this.#known(signal);
    if (table.properties.some(({ name }) => name === idProperty)) return table;
    const body = { properties: { [idProperty]: { rich_text: {} } } };
    const changed = await this.#ask(
      table.version,
      { path: table.path, method: 'PATCH', body },
      signal,
    );
    this.#table = { ...table, properties: propertiesIn(changed) };
    return this.#table;
  }

  async #known(signal: AbortSignal): Promise<Table> {
    return (this.#table ??= await this.#discover(signal));
  }

  /** Asks by the newer version, and by the older one where that is not known. */
  async #discover(signal: AbortSignal): Promise<Table> {
    const path = `databases/${this.#database}`;
    const call = { path, method: 'GET' } as const;
    const answered = await callNotion(this.#connection, newVersion, call, signal);
    const isOld = answered.status !== undefined && refusesVersion(answered);
    const database = isOld ? await this.#ask(oldVersion, call, signal) : notionObject(answered);
    const { data_sources: sources } = database;
    const { id } = fieldsOf(Array.isArray(sources) ? sources[0] : undefined);
    const title = titleOf(database);
    if (typeof id !== 'string')
      return {
        version: oldVersion,
        path,
        parent: { database_id: this.#database },
        title,
        properties: propertiesIn(database),
      };
    const source = `data_sources/${id}`;
    const found = await this.#ask(newVersion, { path: source, method: 'GET' }, signal);
    const parent = { type: 'data_source_id', data_source_id: id };
    return { version: newVersion, path: source, parent, title, properties: propertiesIn(found) };
  }

  /** What a call resolves with. What was refused may be so because the database has changed: it is looked at again. */
  async #ask(
    version: NotionVersion,
    call: Parameters<typeof callNotion>[2],
    signal: AbortSignal,
  ): Promise<UnknownObject> {
    const answered = await callNotion(this.#connection, version, call, signal);
    const { status = 0 } = answered;
    if (status === 400 || status === 404) this.#table = undefined;
    return notionObject(answered);
  }
}

function propertiesIn({ properties }: UnknownObject): Property[] {
  return Object.entries(fieldsOf(properties)).map(([name, property]) => {
    const { id, type } = fieldsOf(property);
    return { name, id: typeof id === 'string' ? id : name, type: String(type) };
  });
}

function titleOf({ title }: UnknownObject): string {
  const { plain_text: text } = fieldsOf(Array.isArray(title) ? title[0] : undefined);
  return typeof text === 'string' ? text : '';
}

function pageOf({ id, url }: UnknownObject): Delivered {
  if (typeof id !== 'string') throw oddAnswer(notionFaults, 200);
  return { ref: id, ...(typeof url === 'string' ? { url } : {}) };
}

function paragraph({ label, value }: { label: string; value: string }): object {
  return {
    object: 'block',
    type: 'paragraph',
    paragraph: { rich_text: richText(`${label}: ${value}`) },
  };
}

import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { YamlPath } from '../../core/plugin-api/files.ts';
import { dataTemplate, type DataTemplate } from './body-template.ts';
import type { FileFaults, Fields } from './faults.ts';
import { mannerIn, nameIn, type FunctionOptions } from './function-spec.ts';
import { headersIn } from './headers.ts';
import type { Resolver } from './resolver.ts';
import { piecesOf, type Piece, type Template } from './template.ts';
import { urlTemplate } from './url-template.ts';

/** A function of a server that the owner allows. */
export interface AllowedFunction extends FunctionOptions {
  /** As the server calls it. */
  name: string;
  /** As the model calls it. */
  alias: string;
  /** Arguments that are the customer's or the owner's, and none of the model's. */
  given: Readonly<Record<string, DataTemplate>>;
  /** Whether a write that the server calls failed was certainly not made, as the owner says. */
  errorsRefuse?: boolean;
}

/** How a server is reached: a program of this machine, or an address. */
export type McpWay =
  | { command: string; args: readonly string[]; env: Readonly<Record<string, string>> }
  | { url: string; headers: Readonly<Record<string, string>>; isPrivate: boolean };

/** A server of MCP, and which of its functions the model may call. */
export interface McpServer {
  name: string;
  way: McpWay;
  allowed: readonly AllowedFunction[];
}

const serverKeys = ['name', 'command', 'args', 'env', 'url', 'headers', 'private', 'tools'];
const functionKeys = ['name', 'as', 'effect', 'confirm', 'timeout', 'errors', 'arguments'];

/** The servers of a file: a list with names, or a mapping by names. */
export function mcpServers(
  value: unknown,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): McpServer[] {
  const isMapping = value !== undefined && value !== null && !Array.isArray(value);
  const entries: [string | number, unknown][] = isMapping
    ? Object.entries(faults.fields(value, path) ?? {})
    : [...faults.list(value, path).entries()];
  const names = new Set<string>();
  return entries.flatMap(([key, each]) => {
    const at = [...path, key];
    const fields = faults.fields(each, at, serverKeys);
    if (!fields) return [];
    const named = typeof key === 'string' ? { ...fields, name: key } : fields;
    const name = nameIn(named, at, faults);
    const way = wayIn(fields, at, faults, resolver);
    const allowed = allowedIn(fields, at, faults, resolver);
    if (name === undefined || !way) return [];
    if (names.has(name)) faults.add(at, `there are two servers "${name}"`);
    names.add(name);
    return [{ name, way, allowed }];
  });
}

function wayIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): McpWay | undefined {
  const { command, url, env } = fields;
  if ((command === undefined) === (url === undefined))
    return faults.add(path, 'a server has either "command" or "url"');
  if (url !== undefined) return addressIn(fields, path, faults, resolver);
  const program = faults.text(fields, path, 'command');
  if (program === undefined) return undefined;
  const plain = (text: unknown, at: YamlPath): string => resolver.plain(piecesOf(String(text)), at);
  const args = faults
    .list(fields['args'], [...path, 'args'])
    .map((each, index) => plain(each, [...path, 'args', index]));
  const variables = env === undefined ? {} : (faults.fields(env, [...path, 'env']) ?? {});
  const given = Object.entries(variables).map(
    ([name, text]) => [name, plain(text, [...path, 'env', name])] as const,
  );
  return { command: program, args, env: Object.fromEntries(given) };
}

function addressIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): McpWay | undefined {
  const at = [...path, 'url'];
  const text = faults.text(fields, path, 'url');
  if (text === undefined) return undefined;
  const url = resolver.plain(piecesOf(text), at);
  const judged = urlTemplate(piecesOf(url));
  if ('problem' in judged) return faults.add(at, judged.problem);
  const headers = headersIn(fields['headers'], [...path, 'headers'], faults, resolver);
  return { url, headers, isPrivate: faults.yes(fields, path, 'private') };
}

/** The allow-list: names, or names with what the owner says of each. */
function allowedIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): AllowedFunction[] {
  const at = [...path, 'tools'];
  const list = faults.list(fields['tools'], at);
  if (list.length === 0)
    faults.add(at, '"tools" must list the functions of this server that may be called');
  const aliases = new Set<string>();
  return list.flatMap((each, index) => {
    const within = [...at, index];
    const entry = typeof each === 'string' ? { name: each } : each;
    const own = faults.fields(entry, within, functionKeys);
    const name = own && faults.text(own, within, 'name');
    if (!own || name === undefined) return [];
    const alias =
      own['as'] === undefined
        ? name.replaceAll(/\W/g, '_').slice(0, 64)
        : nameIn(fieldsOf(own), within, faults, 'as');
    if (alias === undefined) return [];
    if (aliases.has(alias)) faults.add(within, `there are two functions "${alias}"`);
    aliases.add(alias);
    const given = givenIn(own, within, faults, resolver);
    const manner = mannerIn(own, within, faults);
    return [{ name, alias, given, ...manner, ...errorsIn(own, within, manner, faults) }];
  });
}

/** What it means that a write failed: that nothing was done, or what holds where nothing is said, that nobody knows. */
function errorsIn(
  fields: Fields,
  path: YamlPath,
  { effect }: FunctionOptions,
  faults: FileFaults,
): Pick<AllowedFunction, 'errorsRefuse'> {
  const errors = faults.word(fields, path, 'errors', { words: ['refused', 'unknown'] });
  if (errors !== undefined && effect === 'read')
    faults.add([...path, 'errors'], '"errors" is for a function with effect: write');
  return errors === 'refused' ? { errorsRefuse: true } : {};
}

/** Arguments that the owner fills in: `{customer.phone}`, or a fixed value. */
function givenIn(
  fields: Fields,
  path: YamlPath,
  faults: FileFaults,
  resolver: Resolver,
): Record<string, DataTemplate> {
  const at = [...path, 'arguments'];
  const { arguments: written } = fields;
  if (written === undefined || written === null) return {};
  const given = Object.entries(faults.fields(written, at) ?? {}).map(([name, value]) => {
    const fill = (pieces: Template, within: YamlPath): Piece[] =>
      resolver.resolve(pieces, [...at, name, ...within], {});
    return [name, dataTemplate(value, fill)] as const;
  });
  return Object.fromEntries(given);
}

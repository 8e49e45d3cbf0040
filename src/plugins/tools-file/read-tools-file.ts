import { readYamlFile } from '../../core/plugin-api/files.ts';
import { FileFaults } from './faults.ts';
import { httpFunction, type HttpFunction } from './http-spec.ts';
import { mcpServers, type McpServer } from './mcp-spec.ts';
import { Resolver } from './resolver.ts';
import type { ToolsFile } from './tools-file.ts';

/** What a file of functions says; with faults it must not be used. */
export interface ReadTools {
  functions: HttpFunction[];
  servers: McpServer[];
  /** One line each, with file and line. */
  faults: string[];
}

/** Reads a file of functions. `own`: names of settings, whose values a file may not have; nothing where that was checked before. */
export async function readToolsFile(
  { path, environment }: ToolsFile,
  own: ReadonlySet<string> = new Set(),
): Promise<ReadTools> {
  const file = await readYamlFile(path);
  if (file.faults.length > 0) return { functions: [], servers: [], faults: file.faults };
  const faults = new FileFaults(file);
  const resolver = new Resolver(faults, { environment, own });
  const all = faults.fields(file.value ?? {}, [], ['tools', 'mcp']) ?? {};
  const functions = faults
    .list(all['tools'], ['tools'])
    .flatMap((each, index) => httpFunction(each, ['tools', index], faults, resolver) ?? []);
  const servers = mcpServers(all['mcp'], ['mcp'], faults, resolver);
  checkNames(all, faults);
  return { functions, servers, faults: faults.all };
}

/** No two functions have one name. */
function checkNames(all: Readonly<Record<string, unknown>>, faults: FileFaults): void {
  const seen = new Set<unknown>();
  const { tools } = all;
  for (const [index, each] of (Array.isArray(tools) ? (tools as unknown[]) : []).entries()) {
    const name = (each as { name?: unknown } | null)?.name;
    if (typeof name !== 'string') continue;
    if (seen.has(name)) faults.add(['tools', index, 'name'], `there are two functions "${name}"`);
    seen.add(name);
  }
}

import type { World } from '../../../core/kinds/plugin.ts';
import type { ChangedTool, Tool, ToolSource } from '../../../core/kinds/tool.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { openGuarded, type Proxy } from '../../../core/plugin-api/network.ts';
import { TimedOut } from '../../../core/plugin-api/limits.ts';
import type { McpServer } from '../../tools-file/mcp-spec.ts';
import { readToolsFile } from '../../tools-file/read-tools-file.ts';
import type { ToolsFile } from '../../tools-file/tools-file.ts';
import { isPrivateOrigin } from '../../tools-file/private-origin.ts';
import { Approvals, descriptionHash } from './approvals.ts';
import { McpConnection } from './connection.ts';
import { runMcp } from './run-mcp.ts';
import { offerOf, offerProblem } from './offer.ts';

type McpWorld = Pick<World, 'fetch' | 'log' | 'now' | 'dataFolder'>;

/** Opens no connection yet. Rejects with a SetupError when the file has faults. */
export async function openMcpTools(
  file: ToolsFile | undefined,
  proxy: Proxy,
  world: McpWorld,
): Promise<McpTools> {
  const { servers, faults } = file ? await readToolsFile(file) : { servers: [], faults: [] };
  if (faults.length > 0)
    throw new SetupError(
      'tools-file',
      `The file of functions cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      { suggestions: ['Fix the file that WABOT_TOOLS names; `wabot tools check` looks at it.'] },
    );
  const isGuarded = ({ way }: McpServer): boolean =>
    'url' in way && !way.isPrivate && !isPrivateOrigin(new URL(way.url).origin);
  const guarded = servers.some(isGuarded) ? await openGuarded(proxy) : undefined;
  const way: object = guarded ? { dispatcher: guarded } : {};
  const outward: typeof fetch = (input, init) => world.fetch(input, { ...init, ...way });
  const connections = servers.map((server) => {
    const fetch = isGuarded(server) ? outward : world.fetch;
    return { server, connection: new McpConnection(server, { ...world, fetch }) };
  });
  return new McpTools(connections, world, async () => guarded?.close());
}

interface Connected {
  server: McpServer;
  connection: McpConnection;
}

/** The functions of servers that the owner allows, as far as they are what was approved. */
export class McpTools implements ToolSource {
  readonly #connections: readonly Connected[];
  readonly #world: McpWorld;
  readonly #approvals: Approvals;
  readonly #closed: () => Promise<void>;
  readonly #away = new Set<string>();
  readonly #told = new Set<string>();

  constructor(connections: readonly Connected[], world: McpWorld, closed: () => Promise<void>) {
    this.#connections = connections;
    this.#world = world;
    this.#approvals = new Approvals(world.dataFolder);
    this.#closed = closed;
  }

  /** Servers that could not be asked the last time. */
  get away(): readonly string[] {
    return [...this.#away];
  }

  async list(signal: AbortSignal): Promise<Tool[]> {
    const found = await this.#found(signal);
    const taken = found.filter(({ isTaken }) => isTaken).map(({ tool }) => tool);
    return taken.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  async changed(signal: AbortSignal): Promise<ChangedTool[]> {
    const found = await this.#found(signal);
    return found
      .filter(({ isTaken }) => !isTaken)
      .map(({ server, hash, tool: { name, description, parameters } }) => {
        return { server, hash, name, description, parameters };
      });
  }

  async approve(changed: readonly ChangedTool[]): Promise<void> {
    await this.#approvals.approve(changed);
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map(({ connection }) => connection.close()));
    await this.#closed();
  }

  async #found(signal: AbortSignal): Promise<Found[]> {
    const each = this.#connections.map((connected) => this.#foundAt(connected, signal));
    return (await Promise.all(each)).flat();
  }

  async #foundAt({ server, connection }: Connected, signal: AbortSignal): Promise<Found[]> {
    const described = await connection.list(signal).catch((error: unknown) => {
      if (error instanceof SetupError) throw error;
      // Time that is up for one takes no other server away.
      if (!(signal.reason instanceof TimedOut)) signal.throwIfAborted();
      this.#tellAway(server.name, error);
      return undefined;
    });
    if (!described) return [];
    if (this.#away.delete(server.name))
      this.#world.log.info('mcp-available', { server: server.name });
    const found: Found[] = [];
    for (const allowed of server.allowed) {
      const about = described.find(({ name }) => name === allowed.name);
      const problem = about ? offerProblem(about) : 'the server has no such function';
      if (!about || problem !== undefined) {
        this.#tellOnce('mcp-function-missing', server.name, allowed.name, problem ?? '');
        continue;
      }
      const hash = descriptionHash(about);
      const isTaken = await this.#approvals.takes(server.name, allowed.alias, hash);
      if (!isTaken)
        this.#tellOnce('mcp-function-changed', server.name, allowed.name, 'wabot tools approve');
      const run: Tool['run'] = (args, context, until) =>
        runMcp({ allowed, about, server: server.name, connection, args, context }, until);
      const { effect, confirm, timeoutMs } = allowed;
      const manner = { effect, ...(confirm && { confirm }), ...(timeoutMs && { timeoutMs }) };
      found.push({
        server: server.name,
        hash,
        isTaken,
        tool: { ...offerOf(about, allowed), ...manner, run },
      });
    }
    return found;
  }

  #tellAway(server: string, error: unknown): void {
    if (!this.#away.has(server)) this.#world.log.warn('mcp-unavailable', { server, error });
    this.#away.add(server);
  }

  #tellOnce(
    event: 'mcp-function-missing' | 'mcp-function-changed',
    server: string,
    name: string,
    advice: string,
  ): void {
    const key = `${event} ${server}/${name}`;
    if (!this.#told.has(key)) this.#world.log.error(event, { server, tool: name, advice });
    this.#told.add(key);
  }
}

interface Found {
  server: string;
  hash: string;
  isTaken: boolean;
  tool: Tool;
}

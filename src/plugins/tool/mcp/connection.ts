import type { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import type { McpServer } from '../../tools-file/mcp-spec.ts';
import type { Described } from './approvals.ts';

/** A server has so long to answer when the connection begins, milliseconds. */
const connectMs = 10_000;

/** One that is away is not tried again before this, milliseconds. */
const restMs = 30_000;

/** What a server said of its functions is believed for so long, milliseconds; it may also tell of a change by itself. */
const listMs = 5 * 60_000;

/** One call of a function of the server. */
export interface McpCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** A connection to one server: begun when it is needed, and begun again when it was lost. */
export class McpConnection {
  readonly #server: McpServer;
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  #client: Promise<Client> | undefined;
  #listed: { at: number; tools: Described[] } | undefined;
  #triedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(server: McpServer, world: { fetch: typeof fetch; now: () => number }) {
    this.#server = server;
    this.#fetch = world.fetch;
    this.#now = world.now;
  }

  /** What the server says of its functions; undefined while it rests after a failure. Rejects when it cannot be asked. */
  async list(signal: AbortSignal): Promise<Described[] | undefined> {
    const now = this.#now();
    if (this.#listed && now - this.#listed.at < listMs) return this.#listed.tools;
    if (now - this.#triedAt < restMs) return undefined;
    try {
      const client = await this.#open();
      const options = { timeout: connectMs, signal, cacheMode: 'refresh' as const };
      const { tools } = await client.listTools(undefined, options);
      this.#listed = { at: now, tools };
      return tools;
    } catch (error) {
      if (!signal.aborted) this.#triedAt = now;
      throw error;
    }
  }

  /** One call. Rejects with what the client throws. */
  async call(call: McpCall, timeout: number, signal: AbortSignal): Promise<unknown> {
    const client = await this.#open();
    return client.callTool(call, { timeout, maxTotalTimeout: timeout, signal });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.close().catch(() => undefined);
  }

  #open(): Promise<Client> {
    if (this.#isClosed) return Promise.reject(new Error('closed'));
    const opening = (this.#client ??= this.#connect());
    opening.catch(() => this.#forget(opening));
    return opening;
  }

  #forget(client: Promise<Client>): void {
    if (this.#client === client) this.#client = undefined;
    this.#listed = undefined;
  }

  async #connect(): Promise<Client> {
    const { Client: Made } = await loaded();
    const isProgram = 'command' in this.#server.way;
    const client = new Made(
      { name: 'wabot', version: '1' },
      {
        // Asking for the newest protocol starts a program twice.
        versionNegotiation: { mode: isProgram ? 'legacy' : 'auto' },
        listChanged: { tools: { onChanged: () => void (this.#listed = undefined) } },
      },
    );
    const transport = await this.#transport();
    try {
      await client.connect(transport, { timeout: connectMs });
    } catch (error) {
      // A program whose beginning took too long lives on otherwise.
      await transport.close().catch(() => undefined);
      throw error;
    }
    const opened = this.#client;
    Object.assign(client, { onclose: () => opened && this.#forget(opened) });
    return client;
  }

  async #transport(): Promise<StdioClientTransport | StreamableHTTPClientTransport> {
    const { way } = this.#server;
    if ('url' in way) {
      const { StreamableHTTPClientTransport: Http } = await loaded();
      const requestInit = { headers: { ...way.headers } };
      return new Http(new URL(way.url), { requestInit, fetch: this.#fetch });
    }
    const { StdioClientTransport: Stdio } = await import('@modelcontextprotocol/client/stdio');
    const { command, args, env } = way;
    const transport = new Stdio({ command, args: [...args], env: { ...env }, stderr: 'pipe' });
    transport.stderr?.on('data', () => {});
    return transport;
  }
}

/** The package that speaks MCP. Rejects with a SetupError when it is not installed. */
async function loaded(): Promise<typeof import('@modelcontextprotocol/client')> {
  try {
    return await import('@modelcontextprotocol/client');
  } catch (cause) {
    throw new SetupError(
      'mcp',
      'The file of functions names MCP servers, but the package that speaks with them is not installed',
      { cause, suggestions: ['Install it: npm install @modelcontextprotocol/client'] },
    );
  }
}

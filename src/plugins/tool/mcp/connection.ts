import type { Client, StreamableHTTPClientTransport, Tool } from '@modelcontextprotocol/client';
import type { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { TimedOut, unlessAborted, within } from '../../../core/plugin-api/limits.ts';
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
  about: Described;
  arguments: Record<string, unknown>;
}

/** A connection to one server: begun when it is needed, and begun again when it was lost; after a failure it rests. */
export class McpConnection {
  readonly #server: McpServer;
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  /** Ends what is being opened or asked. */
  readonly #end = new AbortController();
  #client: Promise<Client> | undefined;
  #asking: Promise<Described[]> | undefined;
  #listed: { at: number; tools: Described[] } | undefined;
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(server: McpServer, world: { fetch: typeof fetch; now: () => number }) {
    this.#server = server;
    this.#fetch = world.fetch;
    this.#now = world.now;
  }

  /**
   * What the server says of its functions; undefined while it rests after a failure, or after somebody's time was up. Rejects when
   * it cannot be asked, and with the signal's reason; the asking then goes on for the next one who wants to know.
   */
  async list(signal: AbortSignal): Promise<Described[] | undefined> {
    const now = this.#now();
    if (this.#listed && now - this.#listed.at < listMs) return this.#listed.tools;
    if (this.#isResting()) return undefined;
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    try {
      return await unlessAborted(this.#asking, signal);
    } catch (error) {
      if (signal.reason instanceof TimedOut) this.#failedAt = this.#now();
      throw error;
    }
  }

  /** One call. Rejects with what the client throws, and with the signal's reason. */
  async call(
    { about, arguments: given }: McpCall,
    timeout: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    const client = await unlessAborted(this.#open(), signal);
    const { outputSchema: _, ...definition } = about;
    return client.callTool(
      { name: about.name, arguments: given },
      {
        timeout,
        maxTotalTimeout: timeout,
        signal,
        // Without what it says of its answers: the client would reject, as if refused, what was done and answered otherwise.
        toolDefinition: definition as Tool,
      },
    );
  }

  /** Ends at once what is being opened, programs too. */
  async close(): Promise<void> {
    this.#end.abort(new Error('closed'));
    const client = await this.#client?.catch(() => undefined);
    await client?.close().catch(() => undefined);
  }

  #isResting(): boolean {
    return this.#now() - this.#failedAt < restMs;
  }

  async #ask(): Promise<Described[]> {
    try {
      const client = await this.#open();
      const options = { timeout: connectMs, signal: this.#end.signal };
      const { tools } = await client.listTools(undefined, { ...options, cacheMode: 'refresh' });
      this.#listed = { at: this.#now(), tools };
      this.#failedAt = Number.NEGATIVE_INFINITY;
      return tools;
    } catch (error) {
      this.#failedAt = this.#now();
      throw error;
    }
  }

  #open(): Promise<Client> {
    if (this.#end.signal.aborted) return Promise.reject(new Error('closed'));
    if (!this.#client && this.#isResting()) return Promise.reject(new Error('resting'));
    const opening = (this.#client ??= this.#connect());
    opening.catch(() => {
      if (this.#client === opening) this.#failedAt = this.#now();
      this.#forget(opening);
    });
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
      await within(connectMs, this.#end.signal, (signal) =>
        unlessAborted(client.connect(transport, { timeout: 2 * connectMs }), signal),
      );
    } catch (error) {
      await endProgram(transport);
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

/** Ends what has not begun in time: a program is asked to end at once, and killed when it does not. */
async function endProgram(
  transport: StdioClientTransport | StreamableHTTPClientTransport,
): Promise<void> {
  const pid = 'pid' in transport ? transport.pid : null;
  try {
    if (pid !== null) process.kill(pid);
  } catch {
    // It has ended by itself.
  }
  await transport.close().catch(() => undefined);
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

import type { JsonObject, ToolContext, ToolResult } from '../../../core/kinds/tool.ts';
import { fieldsOf, ServiceError, WabotError } from '../../../core/plugin-api/failures.ts';
import { unanswered } from '../../json-call.ts';
import { filledData } from '../../tools-file/body-template.ts';
import type { AllowedFunction } from '../../tools-file/mcp-spec.ts';
import type { Described } from './approvals.ts';
import type { McpConnection } from './connection.ts';

/** One call of a function of a server. */
export interface McpRun {
  allowed: AllowedFunction;
  /** As the server described it when it was offered. */
  about: Described;
  server: string;
  connection: Pick<McpConnection, 'call'>;
  args: JsonObject;
  context: ToolContext;
}

/** The longest call where the owner says nothing, milliseconds. */
const usualMs = 10_000;

/**
 * Runs a function: what the server says is data, of a read also that it failed. What is not known is a ServiceError, and so is
 * that a write failed: a server says so as well when the first half of it was done, unless the owner knows better.
 */
export async function runMcp(run: McpRun, signal: AbortSignal): Promise<ToolResult> {
  signal.throwIfAborted();
  const { allowed, about, connection, args, context } = run;
  const { phone = '', name = '', chat } = context.customer;
  const customer = { customer: { phone, name, chat } };
  const given = Object.entries(allowed.given).map(([key, data]) => [
    key,
    filledData(data, customer),
  ]);
  const call = { about, arguments: { ...args, ...Object.fromEntries(given) } };
  const isWrite = allowed.effect === 'write';
  try {
    const answer = fieldsOf(await connection.call(call, allowed.timeoutMs ?? usualMs, signal));
    const value = answer['structuredContent'] ?? textOf(answer['content']);
    if (answer['isError'] !== true) return { value, ...(isWrite ? { done: true } : {}) };
    if (isWrite && allowed.errorsRefuse) return { value: { error: value }, done: false };
    if (isWrite) throw failedWrite(run, value);
    return { value: { error: value } };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof WabotError ? error : failureOf(run, error);
  }
}

/** So much of what a server says of a failure is kept for the log, characters. */
const longestDetail = 500;

function failedWrite({ allowed, server }: McpRun, said: unknown): ServiceError {
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return new ServiceError(
    'mcp.failed',
    `The MCP server ${server} says that ${allowed.name} failed`,
    {
      retryable: false,
      outcomeUnknown: true,
      // Its words may quote the customer: the log masks them.
      cause: new Error(text.slice(0, longestDetail)),
    },
  );
}

/** The words of an answer, as JSON where they are; what is no text is named. */
function textOf(content: unknown): unknown {
  const parts = (Array.isArray(content) ? (content as unknown[]) : []).map((part) => {
    const { type, text } = fieldsOf(part);
    return typeof text === 'string' ? text : `[${String(type)}]`;
  });
  const text = parts.join('\n');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Statuses of HTTP after which nothing was done. */
const refusing = new Set([400, 401, 403, 404, 405, 406, 415, 422, 429]);

/** Errors of JSON-RPC before a function begins: no JSON, no request, no such function, wrong arguments. */
const refusingCodes = new Set<unknown>([-32_700, -32_600, -32_601, -32_602]);

/** What the client throws: a refusal of the protocol, or of HTTP, did nothing; neither did what never left. */
function failureOf({ allowed, server }: McpRun, error: unknown): ServiceError {
  const { code, status, message } = fieldsOf(error) as Record<string, unknown>;
  const isRefused = refusingCodes.has(code) || (typeof status === 'number' && refusing.has(status));
  const notSent =
    /^(?:Not connected|closed|resting)$/.test(String(message)) ||
    code === 'ENOENT' ||
    unanswered(error).neverLeft;
  return new ServiceError(
    'mcp',
    `The MCP server ${server} did not answer to ${allowed.name}${label(code, status)}`,
    {
      retryable: !isRefused,
      outcomeUnknown: allowed.effect === 'write' && !isRefused && !notSent,
      ...(typeof status === 'number' ? { status } : {}),
      suggestions: ['`wabot tools check` looks at the servers.'],
    },
  );
}

function label(code: unknown, status: unknown): string {
  const shown = status ?? code;
  return typeof shown === 'number' || (typeof shown === 'string' && /^[A-Z_]{1,40}$/.test(shown))
    ? ` (${shown})`
    : '';
}

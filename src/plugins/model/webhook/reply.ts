import type { OwnDeed } from '../../../core/kinds/model.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';

/** What a workflow answered. */
export interface WorkflowReply {
  /** For the customer; never blank. */
  text: string;
  done: OwnDeed[];
  sources: string[];
}

/** The names under which workflows put their reply, the first that is there counts; `output` is n8n's, `response` the older bot's. */
const replyNames = ['reply', 'output', 'response', 'text', 'answer', 'message', 'content'];

/** What an answer may be wrapped in. */
const wrapperNames = ['data', 'json', 'body', 'result'];

/** More wrappers than these hold no reply. */
const mostWrappers = 4;

/** Said where a workflow has begun and answers nothing, by n8n, Make and servers. */
const acknowledgement = /^(?:accepted|ok|success|received|workflow (?:was|got) started)[.!]?$/i;

/** Said by n8n where a workflow has failed, and what an expression leaves that found nothing. */
const failure =
  /^(?:(?:error in workflow|workflow (?:execution failed|could not be started))\b.*|undefined|null|\[object Object\])$/is;

/** A word in place of what was done which says that nothing was. */
const denial = /^(?:false|no|none|null|nothing|not done|failed|error|нет|ничего|жоқ)[.!]?$/i;

/** A state of what was tried and not done. */
const failed = /^(?:fail|error|refus|reject|declin|denied|invalid|conflict)/i;

const mostDeeds = 16;
const mostSources = 64;

/** So much of one source is kept, in UTF-16 units. */
const longestSource = 16_000;

/** The reply in what was answered, as JSON or as a text; undefined: there is none. */
export function replyIn(value: unknown, wrappers = 0): WorkflowReply | undefined {
  if (wrappers > mostWrappers) return undefined;
  if (typeof value === 'string') return spoken(value);
  if (Array.isArray(value)) return firstOf(value.slice(0, mostDeeds), wrappers);
  const fields = fieldsOf(value);
  const names = [...replyNames, ...wrapperNames];
  // Beside an error the message is about it, and not for the customer.
  const left = tellsOfError(fields) ? { ...fields, message: undefined } : fields;
  const found = firstOf(
    names.map((name) => left[name]),
    wrappers,
  );
  if (!found) return undefined;
  const { done, sources } = fields;
  return {
    text: found.text,
    done: done === undefined ? found.done : deedsIn(done),
    sources: sources === undefined ? found.sources : sourcesIn(sources),
  };
}

function firstOf(values: readonly unknown[], wrappers: number): WorkflowReply | undefined {
  for (const value of values) {
    const found = replyIn(value, wrappers + 1);
    if (found) return found;
  }
  return undefined;
}

function spoken(text: string): WorkflowReply | undefined {
  const trimmed = text.trim();
  // A page is an error of a server on the way, or somebody's login.
  if (trimmed === '' || acknowledgement.test(trimmed) || failure.test(trimmed)) return undefined;
  if (/^<(?:!doctype|html|\?xml)/i.test(trimmed)) return undefined;
  // What could not be decoded says something else than was meant.
  return trimmed.includes('\uFFFD') ? undefined : { text: trimmed, done: [], sources: [] };
}

/** What was done: `true`, a line, an object with `name` and `summary`, or a list of these. */
function deedsIn(done: unknown): OwnDeed[] {
  const all: unknown[] = Array.isArray(done) ? done : [done];
  return all.slice(0, mostDeeds).flatMap((one) => deedOf(one) ?? []);
}

function deedOf(done: unknown): OwnDeed | undefined {
  const plain = { name: 'webhook', args: {}, summary: '' };
  if (done === true) return plain;
  if (typeof done === 'string') return saysNothing(done) ? undefined : { ...plain, summary: done };
  if (typeof done !== 'object' || done === null) return undefined;
  const { name, summary, ...args } = fieldsOf(done);
  if ([args['done'], args['ok'], args['success']].some(isNo) || tellsOfError(args))
    return undefined;
  return {
    name: typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : plain.name,
    args,
    summary: typeof summary === 'string' ? summary : '',
  };
}

function isNo(value: unknown): boolean {
  return value === false || (typeof value === 'string' && denial.test(value.trim()));
}

function saysNothing(done: string): boolean {
  return done.trim() === '' || isNo(done);
}

/** Whether something tells of an error of its own. */
function tellsOfError({ error, status }: Readonly<Record<string, unknown>>): boolean {
  if (typeof status === 'string' && failed.test(status)) return true;
  if (typeof error === 'string') return !saysNothing(error);
  return error === true || Object.keys(fieldsOf(error)).length > 0;
}

function sourcesIn(sources: unknown): string[] {
  const all: unknown[] = Array.isArray(sources) ? sources : [sources];
  return all
    .slice(0, mostSources)
    .map((one) => (typeof one === 'string' ? one : (JSON.stringify(one ?? '') ?? '')))
    .map((text) => text.slice(0, longestSource).toWellFormed());
}

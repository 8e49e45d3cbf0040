import type { Case, RequestField } from '../../../core/kinds/cases.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type {
  JsonObject,
  Tool,
  ToolContext,
  ToolResult,
  ToolSource,
} from '../../../core/kinds/tool.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import { newRequest, requestNotices } from '../../../core/plugin-api/requests.ts';
import { readFields, type Field } from './fields.ts';

/** The name of the function by which the model keeps a request. */
export const functionName = 'save_request';

/** More requests of one chat in a day are an accident, or worse. */
const mostADay = 10;
const dayMs = 24 * 60 * 60 * 1000;

/** The function that keeps what a customer leaves with the business. */
export class RequestTools implements ToolSource {
  readonly #fields: readonly Field[];
  readonly #tools: readonly Tool[];
  readonly #world: Pick<World, 'cases'>;

  private constructor(fields: readonly Field[], world: Pick<World, 'cases'>) {
    this.#fields = fields;
    this.#world = world;
    this.#tools = [
      {
        ...offerOf(fields),
        effect: 'write',
        run: (args, context) => this.#save(args, context),
        find: (_, context) => this.#find(context),
      },
    ];
  }

  /** With the fields of a file, or the usual ones. Rejects with a SetupError that names every fault of the file. */
  static async open(file: string | undefined, world: Pick<World, 'cases'>): Promise<RequestTools> {
    return new RequestTools(await readFields(file), world);
  }

  list(): Promise<readonly Tool[]> {
    return Promise.resolve(this.#tools);
  }

  async #save(args: JsonObject, context: ToolContext): Promise<ToolResult> {
    const fields = this.#fields.flatMap((field) => told(field, args[field.name], context));
    const missing = this.#fields.filter(
      ({ name, required }) =>
        required && !isKnownOf(context, name) && !fields.some((field) => field.name === name),
    );
    if (missing.length > 0)
      return refusal(`Ask the customer for: ${missing.map(({ name }) => name).join(', ')}`);
    const before = await this.#cases.list({ chat: context.customer.chat, kind: 'request' });
    const opened = newRequest(fields, context);
    const isKnown = before.some(({ id }) => id === opened.id);
    const today = before.filter(({ at }) => at > context.now - dayMs);
    if (!isKnown && today.length >= mostADay)
      return refusal('This customer has left too many requests today: call a person.');
    return kept(await this.#cases.open(opened, requestNotices(opened)));
  }

  async #find({ key, customer: { chat } }: ToolContext): Promise<ToolResult | undefined> {
    const all = await this.#cases.list({ chat, kind: 'request' });
    const found = all.find(({ id }) => id === `request/${key}`);
    return found && kept(found);
  }

  get #cases(): NonNullable<ReturnType<NonNullable<World['cases']>>> {
    const cases = this.#world.cases?.();
    if (cases) return cases;
    throw new SetupError(
      'requests.no-journal',
      'Requests cannot be kept here: there is no journal',
    );
  }
}

function offerOf(fields: readonly Field[]): Pick<Tool, 'name' | 'description' | 'parameters'> {
  return {
    name: functionName,
    description:
      'Keeps a request of the customer for the people of the business, who then get in touch: an application, an order, a sign-up, a call back. Call it once the customer wants that and has told what is required; ask for what is missing first, one thing at a time. Only what the customer has told goes in, nothing invented. Call it again only if the customer wants something else. Say that the request was left only after this has succeeded.',
    parameters: {
      type: 'object',
      properties: Object.fromEntries(
        fields.map(({ name, label, about }) => [
          name,
          { type: 'string', description: about === '' ? label : about },
        ]),
      ),
      // The number of most chats is known: it is missed only where it is not.
      required: fields
        .filter(({ name, required }) => required && name !== 'phone')
        .map(({ name }) => name),
      additionalProperties: false,
    },
  };
}

/** Whether a request says of its customer what belongs into this field, told or not. */
function isKnownOf({ customer }: Pick<ToolContext, 'customer'>, field: string): boolean {
  const value = field === 'phone' ? customer.phone : field === 'name' ? customer.name : undefined;
  return value !== undefined && value.trim() !== '';
}

/** What was told for a field, bounded; nothing where it is empty, or is the number that we know. */
function told(
  { name, label, longest }: Field,
  value: unknown,
  { customer }: Pick<ToolContext, 'customer'>,
): RequestField[] {
  const text = plain(value, longest);
  if (text === '') return [];
  if (name !== 'phone') return [{ name, label, value: text }];
  const digits = text.replace(/\D/g, '');
  const isOwn = customer.phone !== undefined && sameNumber(digits, customer.phone);
  return isOwn ? [] : [{ name, label, value: text, said: true }];
}

/** A number that was typed without the country's code, or with the 8 in its place, is the same one. */
function sameNumber(typed: string, known: string): boolean {
  return typed.length >= 10 && typed.slice(-10) === known.replace(/\D/g, '').slice(-10);
}

/** Without what nobody sees, and cut at `longest` UTF-16 units. */
function plain(value: unknown, longest: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = String(value)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // Control characters, but for tabs and new lines, and marks that turn the direction of a text.
    .replaceAll(/[^\P{Cc}\t\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}

function kept({ number }: Case): ToolResult {
  return {
    value: { saved: true, number },
    done: true,
    summary: `request №${number} was left`,
  };
}

function refusal(problem: string): ToolResult {
  return { value: { saved: false, problem }, done: false };
}

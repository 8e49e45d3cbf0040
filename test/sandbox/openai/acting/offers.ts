import { toDialogue } from '../../../../src/sandbox/openai/chat.ts';
import { nextStep } from '../../../../src/sandbox/openai/acting/next-step.ts';
import type { NextStep } from '../../../../src/sandbox/openai/acting/book-step.ts';
import { workOf } from '../../../../src/sandbox/openai/acting/work.ts';

/** The services of the business in these tests. */
export const services = ['Пробный урок английского', 'Стрижка', 'Маникюр'];

const service = { type: 'string', enum: services };
const staff = { type: 'string', enum: ['Айгуль', 'Марат'] };
const text = { type: 'string' };
const properties = { service, start: text, when: text, staff, booking: text };

function offer(name: string, description: string, own: object, required: string[] = []): object {
  const parameters = { type: 'object', properties: own, required };
  return { type: 'function', function: { name, description, parameters } };
}

/** The functions about bookings, as a model is offered them. */
export const bookingOffers: readonly object[] = [
  offer('book', 'Books a time.', properties, ['service', 'start']),
  offer('cancel_booking', 'Cancels a booking.', { booking: text }),
  offer('find_slots', 'Free times of a service.', properties, ['service']),
  offer('move_booking', 'Moves a booking.', properties, ['start']),
  offer('my_bookings', 'The bookings of the customer.', {}),
];

/** The function by which a request is left. */
export const requestOffer = offer(
  'save_request',
  'Keeps a request of the customer for the people of the business.',
  { name: text, phone: text, what: text, when: text },
  ['name', 'what'],
);

/** Functions of a shop's own. */
export const shopOffers: readonly object[] = [
  offer('order_status', 'The state of an order.', { number: text }, ['number']),
  offer(
    'book_lesson',
    'Books a lesson for the customer.',
    { time: text, day: { type: 'string', description: 'YYYY-MM-DD' } },
    ['time'],
  ),
  offer(
    'course_places',
    'Free places in the groups of a course.',
    { course: { type: 'string', enum: ['Английский', 'Немецкий'] } },
    ['course'],
  ),
  offer(
    'order_textbook',
    'Orders a textbook.',
    { level: { type: 'string', enum: ['A1', 'B2'] }, quantity: { type: 'integer' } },
    ['level', 'quantity'],
  ),
];

/** A call with its result, as the messages behind the customer's carry them. */
export interface Done {
  name: string;
  args?: object;
  result: unknown;
}

/** What the sandbox says next; throws where it calls a function, or does nothing. */
export function wordsAfter(...given: Parameters<typeof stepAfter>): string {
  const step = stepAfter(...given);
  if (typeof step === 'string') return step;
  throw new Error(`no words: ${JSON.stringify(step)}`);
}

/** What the sandbox does next after these lines, the customer's first and last, and these calls. */
export function stepAfter(
  lines: readonly string[],
  {
    offers = bookingOffers,
    done = [],
    language = 'Russian',
    isKnown = false,
  }: {
    offers?: readonly object[];
    done?: readonly Done[];
    language?: string;
    isKnown?: boolean;
  } = {},
): NextStep | undefined {
  const system = `Rules.\n\n<business>\nA school.\n</business>\n\n# This chat\n\n- Answer in ${language}.\n\n# Now\n\n- It is Monday, 30 November 2026, 15:00 where the business is.`;
  const said = lines.map((content, index) => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
  }));
  const calls = done.flatMap(({ name, args = {}, result }, index) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: `c${index}`, function: { name, arguments: JSON.stringify(args) } }],
    },
    {
      role: 'tool',
      tool_call_id: `c${index}`,
      content: `<result>\n${JSON.stringify(result)}\n</result>`,
    },
  ]);
  const messages = [{ role: 'system', content: system }, ...said, ...calls];
  const request = { model: 'm', messages, parameters: { tools: offers } };
  return nextStep(workOf(request, toDialogue(request)), () => isKnown);
}

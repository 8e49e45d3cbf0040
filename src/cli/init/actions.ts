import { starterPlan, type StarterService } from '../../core/prompts/starter-plan.ts';
import { readIfThere } from '../../core/settings/env-file.ts';
import { writtenValue } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { interview, type InitQuestion, type Interview } from './questions.ts';

export const bookingQuestion: InitQuestion = {
  flag: 'book',
  message:
    'What customers can book in the chat, such as: Haircut 1h, Colouring 2h30m (empty: nothing)',
};

export const requestsQuestion: InitQuestion = {
  flag: 'requests',
  env: 'WABOT_REQUESTS',
  message: 'Take requests for you (name, what, when): yes or no (empty: no)',
};

/** The file in which it stands what can be booked. */
export const bookingFile = 'booking.yaml';

/** What the bot is to do beside answering. */
export interface ActionAnswers {
  variables: Record<string, string>;
  /** What is written into `booking.yaml`; undefined: nothing. */
  plan: string | undefined;
}

/** What customers may book and leave in the chat: what flags say; a person is asked. What is set already, or stands in a `booking.yaml`, stays. */
export async function askActions(
  from: Interview,
  environment: Environment,
): Promise<ActionAnswers> {
  const isPlanned = (await readIfThere(bookingFile)) !== undefined;
  const isOpen = ({ flag }: InitQuestion, env: string): boolean =>
    from.given[flag] !== undefined || writtenValue({ env }, environment) === undefined;
  const asksBooking = !isPlanned && isOpen(bookingQuestion, 'WABOT_BOOKING');
  const { book } = asksBooking ? await interview([bookingQuestion], from) : {};
  const asksRequests = isOpen(requestsQuestion, 'WABOT_REQUESTS');
  const { requests } = asksRequests ? await interview([requestsQuestion], from) : {};
  const services = servicesIn(book ?? '');
  return {
    variables: {
      ...(services.length === 0 ? {} : { WABOT_BOOKING: bookingFile }),
      ...(requests === undefined ? {} : { WABOT_REQUESTS: requests }),
    },
    plan: services.length === 0 ? undefined : starterPlan(services),
  };
}

const hours = /(\d{1,3}(?:[.,]5)?)\s{0,3}(?:h|ч|сағ)\p{L}{0,10}\.?/iu;
const minutes = /(\d{1,3})\s{0,3}(?:m|м)\p{L}{0,10}\.?/iu;

/** `Haircut 1h, Colouring 2h30m` as services; an hour where none is said. */
function servicesIn(written: string): StarterService[] {
  return written.split(/[;\n]|,(?!\d)/).flatMap((part) => {
    const [, ofHours = '0'] = hours.exec(part) ?? [];
    const [, ofMinutes = '0'] = minutes.exec(part.replace(hours, '')) ?? [];
    const length = Number(ofHours.replace(',', '.')) * 60 + Number(ofMinutes);
    const [name = ''] = part.split(/\s[–—-]?\s{0,3}\d{1,3}(?:[.,]5)?\s{0,3}(?:h|ч|сағ|m|м)/iu);
    const title = name.replaceAll(/\s+/g, ' ').trim();
    return title === '' ? [] : [{ name: title, minutes: length === 0 ? 60 : length }];
  });
}

import type { TimeRange, Visitor } from '../../../core/kinds/calendar.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { AccessToken } from '../../google/access-token.ts';
import type { ServiceAccount } from '../../google/service-account.ts';
import { callJson, type JsonCall } from '../../json-call.ts';
import { readEvent, type CalendarEvent } from './calendar-event.ts';
import { calendarFailure } from './calendar-failure.ts';

const scope =
  'https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy';

/** What a list of events may hold, in characters. */
const longestList = 8 * 1024 * 1024;

/** An event to be. */
export interface NewEvent extends TimeRange {
  id: string;
  title: string;
  visitor: Visitor;
  timeZone: string;
}

export interface EventsApiParts {
  account: ServiceAccount;
  apiUrl: string | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** The calls of Google Calendar v3. Each rejects with a ServiceError; `outcomeUnknown` where a change may have been made. */
export class EventsApi {
  readonly #parts: EventsApiParts;
  readonly #token: AccessToken;

  constructor(parts: EventsApiParts) {
    this.#parts = parts;
    this.#token = new AccessToken({ ...parts, scope });
  }

  /** The busy times of a calendar in a range. */
  async busy(calendar: string, { from, to }: TimeRange, signal: AbortSignal): Promise<TimeRange[]> {
    const body = { timeMin: iso(from), timeMax: iso(to), items: [{ id: calendar }] };
    const answered = await this.#call({ url: '/freeBusy', body: JSON.stringify(body) }, signal);
    const { errors, busy } = fieldsOf(fieldsOf(fieldsOf(answered.body)['calendars'])[calendar]);
    // A calendar that cannot be read has no busy times either.
    if (answered.status !== 200 || errors !== undefined || !Array.isArray(busy))
      throw calendarFailure(
        { ...answered, status: answered.status === 200 ? 404 : answered.status },
        'read',
      );
    return busy.map((each: unknown) => {
      const { start, end } = fieldsOf(each);
      return { from: Date.parse(String(start)), to: Date.parse(String(end)) };
    });
  }

  /** Adds an event; `duplicate`: its id is known already. */
  async insert(
    calendar: string,
    event: NewEvent,
    signal: AbortSignal,
  ): Promise<'done' | 'duplicate'> {
    const { id, title, visitor, from, to, timeZone } = event;
    const lines = [visitor.phone && `+${visitor.phone}`, visitor.name, visitor.comment];
    const body = {
      id,
      summary: title,
      description: lines.filter(Boolean).join('\n'),
      start: { dateTime: iso(from), timeZone },
      end: { dateTime: iso(to), timeZone },
      extendedProperties: { private: { wabot: '1' } },
    };
    const url = `${eventsOf(calendar)}?sendUpdates=none`;
    const answered = await this.#call({ url, body: JSON.stringify(body) }, signal);
    if (answered.status === 409) return 'duplicate';
    if (answered.status !== 200) throw calendarFailure(answered, 'change');
    return 'done';
  }

  /** An event by its id; undefined: there is none, or it was deleted. */
  async get(calendar: string, id: string, signal: AbortSignal): Promise<CalendarEvent | undefined> {
    const answered = await this.#call(
      { url: `${eventsOf(calendar)}/${id}`, method: 'GET' },
      signal,
    );
    if (answered.status === 404 || answered.status === 410) return undefined;
    if (answered.status !== 200) throw calendarFailure(answered, 'read');
    const event = readEvent(answered.body);
    return event?.isCancelled === true ? undefined : event;
  }

  /** Removes an event; one that is gone already is removed, too. */
  async remove(calendar: string, id: string, signal: AbortSignal): Promise<void> {
    const url = `${eventsOf(calendar)}/${id}?sendUpdates=none`;
    const answered = await this.#call({ url, method: 'DELETE' }, signal);
    if (![200, 204, 404, 410].includes(answered.status ?? 0))
      throw calendarFailure(answered, 'change');
  }

  /** Events that have a moment in common with a range; `ours`: only those that a bot made. */
  async list(
    calendar: string,
    { from, to }: TimeRange,
    signal: AbortSignal,
    { ours = false } = {},
  ): Promise<CalendarEvent[]> {
    const events: CalendarEvent[] = [];
    for (let page: unknown = ''; typeof page === 'string';) {
      const query = new URLSearchParams({
        timeMin: iso(from),
        timeMax: iso(to),
        singleEvents: 'true',
        maxResults: '2500',
      });
      if (ours) query.set('privateExtendedProperty', 'wabot=1');
      if (page !== '') query.set('pageToken', page);
      const call = {
        url: `${eventsOf(calendar)}?${query.toString()}`,
        method: 'GET',
        longest: longestList,
      } as const;
      const answered = await this.#call(call, signal);
      if (answered.status !== 200) throw calendarFailure(answered, 'read');
      const { items, nextPageToken } = fieldsOf(answered.body);
      if (Array.isArray(items)) events.push(...items.flatMap((each) => readEvent(each) ?? []));
      page = nextPageToken;
    }
    return events.filter(({ isCancelled }) => !isCancelled);
  }

  /** A token that is not accepted any more is replaced once. */
  async #call(call: JsonCall, signal: AbortSignal): Promise<EventsAnswer> {
    const first = await this.#once(call, signal);
    if (first.status !== 401) return first;
    this.#token.forget();
    return this.#once(call, signal);
  }

  async #once({ url, ...call }: JsonCall, signal: AbortSignal): Promise<EventsAnswer> {
    signal.throwIfAborted();
    const { world, apiUrl = 'https://www.googleapis.com' } = this.#parts;
    const headers = { authorization: `Bearer ${await this.#token.value(signal)}` };
    const answered = await callJson(
      world,
      { ...call, url: `${apiUrl}/calendar/v3${url}`, headers },
      signal,
    );
    return answered.status === undefined
      ? { status: undefined, body: undefined, neverLeft: answered.neverLeft }
      : answered;
  }
}

/** What came back; without a status nothing did. */
export interface EventsAnswer {
  status: number | undefined;
  body: unknown;
  /** True when the request certainly did not reach Google. */
  neverLeft?: boolean;
  retryAfterMs?: number | undefined;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function eventsOf(calendar: string): string {
  return `/calendars/${encodeURIComponent(calendar)}/events`;
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An event as Google keeps it. */
export interface KeptEvent {
  id: string;
  calendar: string;
  status: 'confirmed' | 'cancelled';
  start: { dateTime: string };
  end: { dateTime: string };
  created: string;
  extendedProperties?: unknown;
}

/** A Google Calendar on loopback that prevents no overlaps, as the real one; its events, and what happens around calls. */
export interface CalendarServer {
  url: string;
  events: KeptEvent[];
  /** Before a call is answered. */
  before: (call: string) => void;
  /** Whether the answer of a call that took effect gets lost. */
  loses: (call: string) => boolean;
  /** Whether a call fails without an effect. */
  fails: (call: string) => boolean;
  close(): void;
}

let clock = 0;

/** Enters something by hand. */
export function enter(server: CalendarServer, calendar: string, from: number, to: number): void {
  server.events.push({
    id: `hand${(clock += 1)}`,
    calendar,
    status: 'confirmed',
    start: { dateTime: new Date(from).toISOString() },
    end: { dateTime: new Date(to).toISOString() },
    created: stamp(),
  });
}

function stamp(): string {
  return new Date((clock += 1)).toISOString();
}

interface Answer {
  status: number;
  body?: unknown;
}

/** Starts the server. */
export async function startCalendarServer(): Promise<CalendarServer> {
  const place: CalendarServer = {
    url: '',
    events: [],
    before: () => {},
    loses: () => false,
    fails: () => false,
    close: () => server.close(),
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://x');
      const call = `${request.method} ${url.pathname.split('/').at(-1)}`;
      place.before(call);
      const { status, body: answer } = place.fails(call)
        ? { status: 403, body: failure(403, 'forbidden') }
        : answerTo(place, request.method ?? '', url, body);
      if (place.loses(call)) return void response.destroy();
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return place;
}

/** The same for one test. */
export async function useCalendarServer(): Promise<CalendarServer> {
  const server = await startCalendarServer();
  onTestFinished(() => server.close());
  return server;
}

function answerTo({ events }: CalendarServer, method: string, url: URL, text: string): Answer {
  if (url.pathname === '/token')
    return { status: 200, body: { access_token: 'token', expires_in: 3600 } };
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  if (url.pathname.endsWith('/freeBusy')) return { status: 200, body: freeBusy(events, body) };
  const [, calendar = '', id] =
    /\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  const ofCalendar = events.filter((event) => event.calendar === decodeURIComponent(calendar));
  const found = ofCalendar.find((event) => event.id === id);
  if (method === 'POST')
    return insert(events, decodeURIComponent(calendar), body as unknown as KeptEvent);
  if (id === undefined)
    return { status: 200, body: { items: within(ofCalendar, url.searchParams) } };
  if (!found) return { status: 404, body: failure(404, 'notFound') };
  if (method === 'GET') return { status: 200, body: found };
  if (found.status === 'cancelled') return { status: 410, body: failure(410, 'deleted') };
  found.status = 'cancelled';
  return { status: 204 };
}

function insert(events: KeptEvent[], calendar: string, event: KeptEvent): Answer {
  if (!/^[a-v0-9]{5,}$/.test(event.id)) return { status: 400, body: failure(400, 'invalid') };
  if (events.some((each) => each.id === event.id && each.calendar === calendar))
    return { status: 409, body: failure(409, 'duplicate') };
  events.push({ ...event, calendar, status: 'confirmed', created: stamp() });
  return { status: 200, body: events.at(-1) };
}

function freeBusy(
  events: KeptEvent[],
  { items, timeMin, timeMax }: Record<string, unknown>,
): unknown {
  const range = new URLSearchParams({ timeMin: String(timeMin), timeMax: String(timeMax) });
  const calendars = (items as { id: string }[]).map(({ id }) => [
    id,
    {
      busy: within(
        events.filter(({ calendar }) => calendar === id),
        range,
      ).map(({ start, end }) => ({ start: start.dateTime, end: end.dateTime })),
    },
  ]);
  return { kind: 'calendar#freeBusy', calendars: Object.fromEntries(calendars) };
}

function within(events: readonly KeptEvent[], range: URLSearchParams): KeptEvent[] {
  const at = (text: string | null): number => Date.parse(text ?? '');
  return events.filter(
    ({ status, start, end }) =>
      status === 'confirmed' &&
      at(start.dateTime) < at(range.get('timeMax')) &&
      at(end.dateTime) > at(range.get('timeMin')),
  );
}

function failure(code: number, reason: string): unknown {
  return { error: { code, errors: [{ domain: 'global', reason }], message: reason } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

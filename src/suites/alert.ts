import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type { Alert, AlertRoute } from '../core/kinds/alert.ts';
import { live } from './aborting.ts';
import { register, type Check, type Register } from './register.ts';
import { serviceRejection } from './rejection.ts';
import { troubleChecks, type ServiceOptions } from './service/trouble-checks.ts';
import { vendorOf, type Served } from './service/vendor.ts';

/** An alert as its receiver got it. */
export interface ArrivedAlert {
  /** Its id, where the receiver is told. */
  id?: string;
  /** What a person reads: the title and the text. */
  shown: string;
}

/** A route and the service behind it. */
export interface OpenedRoute extends Served {
  route: AlertRoute;
  /** What has arrived so far and is shown, in order, with one entry for each time. */
  arrived(): Promise<ArrivedAlert[]> | ArrivedAlert[];
}

/** Makes the route under test, its own for each call, before a service that takes alerts. */
export type OpenRoute = () => Promise<OpenedRoute>;

const said = ['Айгерим спрашивает про доставку', '+7 700 123-45-67'];

/** Looks like what is carried: with what marks it up elsewhere, and in several alphabets. */
const alert: Alert = {
  id: 'ticket-17',
  topic: 'ticket',
  title: '№17 Клиенту нужен человек',
  text: `${said.join('\n')}\n<b>5 < 6 & 7</b> *not bold* _ [x](y) 👋🏽`,
  level: 'warning',
  at: 1_796_000_000_000,
  case: 17,
};

function send({ route }: OpenedRoute, signal: AbortSignal = live()): Promise<void> {
  return route.send(alert, signal);
}

const basics: Record<string, Check<OpenedRoute>> = {
  async 'brings what is said, as it is written'(place) {
    await send(place);
    const [first, ...others] = await place.arrived();
    equal(others.length, 0, 'it arrives once');
    for (const part of [alert.title, alert.text])
      ok(first?.shown.includes(part), `it should say: ${part}`);
  },
  async 'brings an alert without a text'(place) {
    await place.route.send({ ...alert, text: '' }, live());
    const [first] = await place.arrived();
    equal(first?.shown.trim(), alert.title);
  },
  async 'brings what is too long, from its beginning'(place) {
    await place.route.send({ ...alert, text: '👋🏽 очень длинно '.repeat(4_000) }, live());
    const [first] = await place.arrived();
    ok(first?.shown.startsWith(alert.title), 'the title comes first');
    ok(first?.shown.isWellFormed(), 'no character is cut in two');
  },
  async 'brings several alerts, each as its own'(place) {
    const ids = ['one', 'two', 'three'];
    for (const id of ids) await place.route.send({ ...alert, id, title: id }, live());
    const shown = (await place.arrived()).map(({ shown: text }) => text.split('\n')[0]);
    deepEqual(shown, ids);
  },
  async 'tells the receiver the same id for every try, where it promises so'(place) {
    if (place.route.repeats === 'once') return;
    await send(place);
    await send(place);
    const arrived = await place.arrived();
    if (place.route.repeats === 'outbox') return equal(arrived.length, 1, 'it is one message');
    const [first, second] = arrived.map(({ id }) => id);
    ok(first !== undefined && first === second, 'it has the same id');
    await place.route.send({ ...alert, id: 'another' }, live());
    notEqual((await place.arrived())[2]?.id, first, 'another alert has another id');
  },
};

const unknown: Record<string, Check<OpenedRoute>> = {
  async 'says that it may have arrived when the connection is lost'(place) {
    vendorOf(place).does('lost');
    ok((await serviceRejection(send(place))).outcomeUnknown);
  },
  async 'says that it has not arrived when it is refused'(place) {
    for (const trouble of ['busy', 'key', 'refused'] as const) {
      vendorOf(place).does(trouble);
      const { outcomeUnknown } = await serviceRejection(send(place));
      equal(outcomeUnknown, false, `when the service is ${trouble}`);
    }
  },
};

/** What every route of alerts must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function alertSuite(it: Register, open: OpenRoute, options: ServiceOptions = {}): void {
  const hasVendor = !options.without?.includes('lost');
  register(
    it,
    { ...basics, ...(hasVendor ? unknown : {}), ...troubleChecks(send, said, options) },
    open,
  );
}

import { expect, it } from 'vitest';
import { ServiceError } from '../../src/core/errors.ts';
import type { Alert, AlertRoute } from '../../src/core/kinds/alert.ts';
import { wholeText } from '../../src/core/kinds/alert-message.ts';
import { alertSuite, type ArrivedAlert, type Register } from '../../src/suites/index.ts';
import { FakeService, wrongCalls, type Calling } from './fake-service.ts';
import { misjudged } from './judge.ts';

type Make = (service: FakeService, arrived: ArrivedAlert[]) => AlertRoute;

const reach: Calling<void> = async (service, signal) => {
  await service.call(signal).catch((error: unknown) => {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, retryable, retryAfterMs = 0 } = error;
    const outcomeUnknown = service.doing === 'lost' || service.doing === 'fault';
    throw new ServiceError(code.slice(8), message, { retryable, retryAfterMs, outcomeUnknown });
  });
};

const whole = (alert: Alert): string => wholeText(alert).slice(0, 4_000).toWellFormed();

const route =
  (call: Calling<void>, shown: (alert: Alert) => string = whole, copies = 1): Make =>
  (service, arrived) => ({
    repeats: 'idempotent',
    async send(alert, signal) {
      await call(service, signal);
      for (let count = 0; count < copies; count += 1)
        arrived.push({ id: alert.id, shown: shown(alert) });
    },
  });

const right = route(reach);

const judging =
  (judge: (error: ServiceError) => boolean): Calling<void> =>
  (service, signal) =>
    reach(service, signal).catch((error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, retryable, retryAfterMs = 0 } = error;
      const outcomeUnknown = judge(error);
      throw new ServiceError(code, message, { retryable, retryAfterMs, outcomeUnknown });
    });

const wrong: Record<string, Make> = {
  ...Object.fromEntries(
    Object.entries(wrongCalls(reach)).map(([name, call]) => [name, route(call)]),
  ),
  'brings what is said, as it is written': route(reach, (alert) => whole(alert).replace('<b>', '')),
  'brings an alert without a text': route(reach, ({ title, text }) => `${title}${text || 'none'}`),
  'brings what is too long, from its beginning': route(reach, (alert) =>
    wholeText(alert).slice(-4_000),
  ),
  'brings several alerts, each as its own': route(reach, whole, 2),
  'tells the receiver the same id for every try, where it promises so': (service, arrived) => ({
    repeats: 'idempotent',
    async send(alert, signal) {
      await reach(service, signal);
      arrived.push({ id: `${alert.id}-${arrived.length}`, shown: whole(alert) });
    },
  }),
  'says that it may have arrived when the connection is lost': route(judging(() => false)),
  'says that it has not arrived when it is refused': route(judging(() => true)),
};

const suite = (register: Register, make: Make): void =>
  alertSuite(
    register,
    () => {
      const vendor = new FakeService();
      const arrived: ArrivedAlert[] = [];
      return Promise.resolve({ route: make(vendor, arrived), vendor, arrived: () => arrived });
    },
    { patienceMs: 300 },
  );

it('each check of a route fails where the route is wrong', async () => {
  expect(await misjudged(suite, right, wrong)).toEqual([]);
});

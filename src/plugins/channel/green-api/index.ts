import type { Callers } from '../../../core/kinds/channel.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { lookAtArrival } from './arrival.ts';
import { GreenApiChannel } from './channel.ts';
import { checkInstance } from './check.ts';
import { Client } from './client.ts';
import { pause } from './deadline.ts';
import { keepInstancePlaces, readInstancePlaces } from './instance-places.ts';
import { instancesOf, unevenLists } from './instances.ts';
import { openGuarded } from '../../../core/plugin-api/network.ts';
import { messengerById } from './messenger.ts';
import { partsOf } from './parts.ts';
import { arrivalOfSeveral, callersOfSeveral, findingsOfSeveral } from './several-checks.ts';
import { SeveralWebhooks } from './several-webhooks.ts';
import { passwordsInAddresses, settings } from './settings.ts';
import { proofOf, tokenCheck } from './webhook-token.ts';
import { GreenApiWebhook } from './webhook.ts';

export default definePlugin({
  kind: 'channel',
  version: 1,
  name: 'green-api',
  summary: 'WhatsApp, MAX or Telegram through GREEN-API, by webhook or by polling',
  settings,
  prefixes: ['GREEN_'],
  problems: (values) => [...passwordsInAddresses(values), ...unevenLists(values)],
  async create(values, world) {
    const guarded = await openGuarded({ url: values.proxy, except: values.noProxy });
    const instances = instancesOf(values).map((one) => ({
      id: one.idInstance,
      channel: new GreenApiChannel({ settings: one, world, guarded, pause }),
    }));
    const ids = instances.map(({ id }) => id);
    const { home } = await keepInstancePlaces(ids, world.dataFolder);
    const [only] = instances;
    if (only && ids.length === 1 && only.id === home) return only.channel;
    const { SeveralInstances } = await import('./several-instances.ts');
    const { owners } = values;
    return new SeveralInstances({ instances, home, owners, log: world.log, pause });
  },
  async accounts(values, dataFolder) {
    const ids = partsOf(values.idInstance);
    const { home } = await readInstancePlaces(ids, dataFolder);
    return ids.map((id) => {
      const { hasSuffixes, title } = messengerById(id);
      const chats = hasSuffixes ? 'phones' : 'numbers';
      return { id, messenger: title, chats, isFirst: id === home } as const;
    });
  },
  callers(values) {
    const secret = settings.webhookToken.env;
    const each = instancesOf(values).map(({ webhookToken }): Callers => {
      const check = tokenCheck(webhookToken);
      const refusal: Callers['refusal'] = (headers) => check(headers.authorization);
      return { proof: proofOf(webhookToken), secret, refusal };
    });
    return callersOfSeveral(each, secret);
  },
  check(values, world, signal) {
    return findingsOfSeveral(instancesOf(values), (one) =>
      checkInstance(one, new Client(one, world), pause, signal),
    );
  },
  arrival(values, world, signal) {
    return arrivalOfSeveral(instancesOf(values), (one) =>
      lookAtArrival(one, new Client(one, world), pause, signal),
    );
  },
  webhook(values, world) {
    const each = instancesOf(values).map((one) => ({
      id: one.idInstance,
      webhook: new GreenApiWebhook(one, new Client(one, world), pause),
    }));
    const [only] = each;
    return only && each.length === 1 ? only.webhook : new SeveralWebhooks(each);
  },
});

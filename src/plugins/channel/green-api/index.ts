import { definePlugin } from '../../../core/kinds/plugin.ts';
import { lookAtArrival } from './arrival.ts';
import { GreenApiChannel } from './channel.ts';
import { checkInstance } from './check.ts';
import { Client } from './client.ts';
import { pause } from './deadline.ts';
import { openGuarded } from '../../../core/plugin-api/network.ts';
import { messengerById } from './messenger.ts';
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
  problems: passwordsInAddresses,
  async create(values, world) {
    const guarded = await openGuarded({ url: values.proxy, except: values.noProxy });
    return new GreenApiChannel({ settings: values, world, guarded, pause });
  },
  chats({ idInstance }) {
    return messengerById(idInstance).hasSuffixes ? 'phones' : 'numbers';
  },
  callers({ webhookToken }) {
    const check = tokenCheck(webhookToken);
    const secret = settings.webhookToken.env;
    return {
      proof: proofOf(webhookToken),
      secret,
      refusal: (headers) => check(headers.authorization),
    };
  },
  check(values, world, signal) {
    return checkInstance(values, new Client(values, world), pause, signal);
  },
  arrival(values, world, signal) {
    return lookAtArrival(values, new Client(values, world), pause, signal);
  },
  webhook(values, world) {
    return new GreenApiWebhook(values, new Client(values, world), pause);
  },
});

import type { LoopbackReply } from '../loopback.ts';
import type { Instance } from './instance.ts';
import { idOnWire } from './messenger.ts';
import { invalid, readJson, type ApiCall } from './requests.ts';
import type { GreenApiVendor } from './vendor.ts';

const ok = (body: object): LoopbackReply => ({ status: 200, body });

/** What the settings of its messenger hold. */
export function settingsOf({ wid, wire, settings }: Instance): object {
  const there = Object.entries(settings).filter(([name]) => !wire.lacks.has(name));
  return { wid, typeInstance: wire.typeInstance, ...Object.fromEntries(there) };
}

/** Whether a phone has an account, and its id. */
export function checkAccount({ instance }: GreenApiVendor, call: ApiCall): LoopbackReply {
  const { phoneNumber } = readJson(call);
  if (typeof phoneNumber !== 'number') throw invalid(call, "'phoneNumber' must be a number");
  const chatId = idOnWire(`${phoneNumber}@c.us`, instance.wire);
  const exist = !chatId.includes('@');
  return ok({ exist, chatId: exist ? chatId : '', fromCache: false });
}

/** The account behind an instance of MAX or Telegram. */
export function getAccountSettings({ instance }: GreenApiVendor): LoopbackReply {
  const phone = instance.wid.replace(/@.*/, '');
  return ok({ avatar: '', phone, stateInstance: instance.state, chatId: instance.ownId });
}

/** Whether a phone is in WhatsApp: every one is. */
export function checkWhatsapp(_: GreenApiVendor, call: ApiCall): LoopbackReply {
  return ok({ existsWhatsapp: true, chatId: readJson(call)['chatId'] });
}

/** The account behind an instance of WhatsApp. */
export function getWaSettings({ instance }: GreenApiVendor): LoopbackReply {
  const phone = instance.wid.replace(/@.*/, '');
  return ok({ avatar: '', phone, stateInstance: instance.state, deviceId: 'sandbox' });
}

import { inject } from 'vitest';
import {
  idOnWire,
  phoneOfId,
  wires,
  type SandboxMessenger,
} from '../../src/sandbox/green-api/messenger.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whose wire the sandbox speaks in this project. */
    messenger: SandboxMessenger;
  }
}

/** The messenger that the bot works on; each is a project of `vitest.config.ts`. */
export const messenger = inject('messenger');

/** A chat of several people, as the messenger names it. */
export const group = messenger === 'whatsapp' ? '120363043968066561@g.us' : '-10000000000000';

/** For what is about WhatsApp's own shape and has no like in the other messengers; `whatsapp-alone.test.ts` lists it. */
export const onWhatsApp = messenger === 'whatsapp';

/** For voice notes of the bot: MAX takes none, so that answers are written there. */
export const withNotes = messenger !== 'max';

/** The chat with the person of a phone, `7…`, as the messenger names it. */
export function chatOf(phone: string): string {
  return idOnWire(`${phone}@c.us`, wires[messenger]);
}

/** The phone of a chat with a person, in digits. */
export function phoneOf(chat: string): string {
  const [named = ''] = chat.split('@');
  return messenger === 'whatsapp' ? named : String(phoneOfId(chat));
}

/** How the bot calls the chat with a person whose phone the settings name: by that phone on every messenger. */
export function calledByPhone(chat: string): string {
  return `${phoneOf(chat)}@c.us`;
}

/** How an operator names a customer who has not written yet: by the phone in WhatsApp, elsewhere by the id, as the messenger has shown nothing else. */
export function strangerNamed(chat: string): string {
  return messenger === 'whatsapp' ? phoneOf(chat) : chat;
}

/** How lists and alerts name a chat of which they know the id alone. */
export function listedAs(chat: string): string {
  return messenger === 'whatsapp' ? `+${phoneOf(chat)}` : chat;
}

/** What the owners are shown to reach a customer by: a link in WhatsApp, elsewhere the phone. */
export function reachedBy(chat: string): string {
  return messenger === 'whatsapp' ? `https://wa.me/${phoneOf(chat)}` : `+${phoneOf(chat)}`;
}

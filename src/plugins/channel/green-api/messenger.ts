import { fieldsOf } from '../../../core/plugin-api/failures.ts';

/** What differs between the messengers that GREEN-API carries. */
export interface Messenger {
  /** The vendor's word, in `typeInstance`. */
  type: 'whatsapp' | 'v3' | 'telegram';
  /** As people call it. */
  title: 'WhatsApp' | 'MAX' | 'Telegram';
  /** How the numbers of its instances begin, as far as was seen; empty: in any other way. */
  ids: readonly string[];
  /** The host of its instances, where theirs is not the vendor's shared one. */
  host?: string;
  /** By which marks it shows texts. */
  markup: 'whatsapp' | 'max' | 'telegram';
  /** The longest text that is taken, in characters. */
  longestText: number;
  /** Whether chats have suffixes (`@c.us`); without, they are bare numbers, and those of groups negative. */
  hasSuffixes: boolean;
  /** Whether a file `.ogg` arrives as a voice note. Of Telegram that is not confirmed: at worst it is a file that plays. */
  carriesVoice: boolean;
  /** Chats in which the messenger itself writes to the account, such as codes for logging in: never answered. */
  serviceChats?: ReadonlySet<string>;
  /** What to do about a state other than `authorized`, by the vendor's word. */
  advice: ReadonlyMap<string, string>;
}

const starting =
  'Wait up to five minutes; if it lasts longer, reboot the instance in the GREEN-API console.';

const whatsapp: Messenger = {
  type: 'whatsapp',
  title: 'WhatsApp',
  ids: [],
  markup: 'whatsapp',
  longestText: 20_000,
  hasSuffixes: true,
  carriesVoice: true,
  advice: new Map([
    ['notAuthorized', 'Link the phone in the GREEN-API console (QR code); replies wait meanwhile.'],
    ['starting', starting],
    ['blocked', 'WhatsApp has blocked this number: it cannot send any more.'],
    ['suspended', 'WhatsApp restricts this number for a while: send less and wait.'],
    [
      'yellowCard',
      'WhatsApp suspects spam: send less, then reboot the instance in the GREEN-API console.',
    ],
  ]),
};

const max: Messenger = {
  type: 'v3',
  title: 'MAX',
  ids: ['3100'],
  host: 'https://3100.api.green-api.com',
  markup: 'max',
  longestText: 4_000,
  hasSuffixes: false,
  carriesVoice: false,
  advice: new Map([
    [
      'notAuthorized',
      'Switch off the login password in MAX, then scan the QR code of the GREEN-API console there (Profile, Devices); replies wait meanwhile.',
    ],
    ['starting', starting],
    [
      'pendingPassword',
      'MAX asks for the login password: switch it off in MAX, then scan the QR code again.',
    ],
    ['pendingCode', 'MAX waits for its code: link the account by QR code instead.'],
    [
      'blocked',
      'MAX has blocked this account, or does not let it in for now: look into MAX on the phone.',
    ],
    [
      'suspended',
      'MAX restricts this account for a while: it can write only to people who are saved in its contacts. Send less and wait.',
    ],
  ]),
};

const telegram: Messenger = {
  type: 'telegram',
  title: 'Telegram',
  ids: ['4100'],
  host: 'https://4100.api.green-api.com',
  markup: 'telegram',
  longestText: 4_096,
  hasSuffixes: false,
  carriesVoice: true,
  serviceChats: new Set(['777000', '42777']),
  advice: new Map([
    [
      'notAuthorized',
      'Scan the QR code of the GREEN-API console in Telegram (Settings, Devices); replies wait meanwhile.',
    ],
    [
      'starting',
      'Wait up to five minutes; if it lasts longer, log the instance out in the GREEN-API console and scan the QR code again.',
    ],
    ['pendingPassword', 'Telegram asks for the cloud password: enter it in the GREEN-API console.'],
    ['pendingCode', 'Telegram waits for its code: enter it in the GREEN-API console.'],
    ['blocked', 'Telegram has blocked this account: it cannot send any more.'],
    ['suspended', 'Telegram restricts this account for a while: send less and wait.'],
  ]),
};

const messengers: readonly Messenger[] = [whatsapp, max, telegram];

/** The messenger of an instance by the vendor's word for it; undefined for another word. */
export function messengerOf(typeInstance: unknown): Messenger | undefined {
  return messengers.find(({ type }) => type === typeInstance);
}

/** The messenger that an instance's number tells of, before the vendor has said it. */
export function messengerById(idInstance: string): Messenger {
  return messengers.find(({ ids }) => ids.some((id) => idInstance.startsWith(id))) ?? whatsapp;
}

/**
 * The messenger of one instance: by its number until the vendor has told it, in a notification or in the settings, and then
 * for good.
 */
export class InstanceMessenger {
  #current: Messenger;
  #isTold = false;

  constructor(idInstance: string) {
    this.#current = messengerById(idInstance);
  }

  get current(): Messenger {
    return this.#current;
  }

  /** Whether the vendor has told it. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Learns it from what holds `typeInstance`: the settings, or a notification's `instanceData`; anything else tells nothing. */
  learn(fields: unknown): Messenger {
    const told = messengerOf(fieldsOf(fields)['typeInstance']);
    if (told && !this.#isTold) [this.#current, this.#isTold] = [told, true];
    return this.#current;
  }
}

/** The messengers that GREEN-API carries, as people call them. */
export const messengers = { whatsapp: 'WhatsApp', max: 'MAX', telegram: 'Telegram' } as const;
export type SandboxMessenger = keyof typeof messengers;

/** How one of them differs on the wire. */
export interface Wire {
  /** The vendor's word for it. */
  typeInstance: string;
  idInstance: number;
  /** The longest text and caption, in characters. */
  longestText: number;
  /** What a chat's id may be where something is sent. */
  chatId: RegExp;
  /** What a refusal of another id says of it. */
  formats: string;
  /** Methods and settings that are not there. */
  lacks: ReadonlySet<string>;
  /** The states of a sent message that are told. */
  statuses: readonly string[];
}

/** What only WhatsApp has, methods and settings. */
const ofWhatsAppAlone = [
  'getWaSettings',
  'checkWhatsapp',
  'getStatusInstance',
  'incomingCallWebhook',
  'pollMessageWebhook',
];

export const wires: Readonly<Record<SandboxMessenger, Wire>> = {
  whatsapp: {
    typeInstance: 'whatsapp',
    idInstance: 7103000000,
    longestText: 20_000,
    chatId: /^[\d-]+@(c\.us|g\.us|lid)$/,
    formats: 'phone_number@c.us or group_id@g.us',
    lacks: new Set(['checkAccount', 'getAccountSettings']),
    statuses: ['sent', 'delivered'],
  },
  max: {
    typeInstance: 'v3',
    idInstance: 3100000001,
    longestText: 4_000,
    // By phone only for the sake of older programs, and of two countries.
    chatId: /^(?:-?\d{1,20}|(?:7\d{10}|375\d{9})@c\.us)$/,
    formats: 'chat_id or phone_number@c.us',
    lacks: new Set([...ofWhatsAppAlone, 'sendTyping']),
    statuses: ['delivered', 'read'],
  },
  telegram: {
    typeInstance: 'telegram',
    idInstance: 4100000001,
    longestText: 4_096,
    chatId: /^(?:-?\d{1,20}|@?\w{1,64}(?:@c\.us)?)$/,
    formats: 'chat_id or phone_number@c.us',
    lacks: new Set(ofWhatsAppAlone),
    statuses: ['delivered', 'read'],
  },
};

/** Ids of people begin here where they are bare numbers. */
const firstId = 10_000_000;

/** Chats with suffixes, as WhatsApp's are; a person may be named so in every messenger. */
const named = /^77(\d{9})@c\.us$/;

/** The account's own chat: its phone is `77000000001`. */
export const ownWid = '77000000001@c.us';

/** The id of a chat on the wire: of a person who is named by a phone `77…@c.us` the id of that phone, where the messenger has ids of its own. */
export function idOnWire(chat: string, { typeInstance }: Pick<Wire, 'typeInstance'>): string {
  const [, rest] = typeInstance === 'whatsapp' ? [] : (named.exec(chat) ?? []);
  return rest === undefined ? chat : String(firstId + Number(rest));
}

/** The phone of the person of such an id; 0, as the vendor says it, where there is none to be told. */
export function phoneOfId(chatId: string): number {
  const rest = Number(chatId) - firstId;
  return /^\d+$/.test(chatId) && rest >= 0 && rest < 1e9 ? 77_000_000_000 + rest : 0;
}

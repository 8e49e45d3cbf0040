import type { Language } from '../../../core/language/index.ts';
import { translatorTo } from '../../../core/owner-language/index.ts';
import { messengers, type SandboxMessenger } from '../../../sandbox/green-api/index.ts';
import { carriedText } from '../../../sandbox/openai/index.ts';
import { ownersChat } from '../owners-phone.ts';
import type { PhoneLine, PhoneMedia } from './phone-lines.ts';
import type { Phones } from './phones.ts';
import type { SampleCustomer } from './sample-customers.ts';

/** What never changes while the page is open. */
export interface PhoneFacts {
  messenger: SandboxMessenger;
  /** What of the sandbox is real, in English. */
  claim: string;
}

/** A line as the page shows it. */
export interface ShownLine extends Omit<PhoneLine, 'media'> {
  media?: { kind: string; name?: string };
  /** The bot has taken it, or it has reached the other phone. */
  isTaken: boolean;
  /** It was taken back for everybody. */
  isRemoved?: true;
  /** There is more to be asked for: what the model was told. */
  isTold?: true;
  /** What a reply is about. */
  quoted?: string;
}

/** All that the page shows. */
export interface PhoneView {
  /** As people call it. */
  messenger: string;
  claim: string;
  customers: readonly (SampleCustomer & { isWriting: boolean; lines: readonly ShownLine[] })[];
  owner: { chat: string; lines: readonly ShownLine[] };
}

/** What stands on all phones now. */
export function phoneView(phones: Phones, facts: PhoneFacts, language: Language): PhoneView {
  const taken = phones.taken();
  const lines = (chat: string): ShownLine[] =>
    phones.lines.of(chat).map((line) => ({
      ...shownLine(phones, line),
      isTaken: line.from === 'business' || taken.has(line.id),
    }));
  return {
    messenger: messengers[facts.messenger],
    claim: translatorTo(language)(facts.claim),
    customers: phones.customers.all.map((customer) => ({
      ...customer,
      isWriting: phones.isWriting(customer.chat),
      lines: lines(customer.chat),
    })),
    owner: { chat: ownersChat, lines: lines(ownersChat) },
  };
}

function shownLine(phones: Phones, { media, ...line }: PhoneLine): Omit<ShownLine, 'isTaken'> {
  const { id, from, quotes } = line;
  const quoted = quotes === undefined ? undefined : phones.lines.find(quotes)?.text;
  return {
    ...line,
    ...(media ? { media: shownMedia(media) } : {}),
    ...(media?.kind === 'voice' && from === 'business' ? spoken(media.bytes) : {}),
    ...(phones.isRemoved(id) ? { isRemoved: true as const } : {}),
    ...(phones.told.of(id) ? { isTold: true as const } : {}),
    ...(quoted === undefined ? {} : { quoted: quoted.slice(0, 200) }),
  };
}

function shownMedia({ kind, fileName }: PhoneMedia): NonNullable<ShownLine['media']> {
  return { kind, ...(fileName === undefined ? {} : { name: fileName }) };
}

/** What the bot says in a voice note, where the sandbox spoke it. */
function spoken(bytes: Uint8Array): { heard: string } | undefined {
  const text = carriedText(Buffer.from(bytes));
  return text === undefined ? undefined : { heard: text };
}

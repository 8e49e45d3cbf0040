import { CLIError } from '@oclif/core/errors';
import type { GreenApiSandbox, DeliveredMessage } from '../../sandbox/green-api/index.ts';

/** The owner's own number, at which tickets arrive; one that nobody has. */
export const ownersNumber = '77000000002';

/** The owner's chat with the bot. */
export const ownersChat = `${ownersNumber}@c.us`;

/** What the owner does: writes in the customer's chat on the phone of the business, or to the bot from the own number. */
export type OwnerLine =
  | { to: 'customer'; text: string }
  /** `quotes`: the number of the message that is replied to. */
  | { to: 'bot'; text: string; quotes?: number };

/** Understands a line of the owner: `text` is for the customer, `@17 text` replies to message 17, `@ text` quotes nothing. */
export function ownerLine(line: string): OwnerLine {
  const [, number, text] = /^@(\d{0,9})(?:\s+(.*))?$/s.exec(line.trim()) ?? [];
  if (number === undefined) return { to: 'customer', text: line.trim() };
  const quotes = number === '' ? {} : { quotes: Number(number) };
  return { to: 'bot', text: text ?? '', ...quotes };
}

/** The phone of the sandbox's owner: shows what the bot sends there, and writes. */
export class OwnersPhone {
  readonly #greenApi: GreenApiSandbox;

  constructor(greenApi: GreenApiSandbox) {
    this.#greenApi = greenApi;
  }

  /** What has arrived there, in order. */
  get arrived(): readonly DeliveredMessage[] {
    return this.#greenApi.sent.filter((sent) => this.gets(sent));
  }

  /** Whether a message went to the owner's own number. */
  gets({ chatId }: Pick<DeliveredMessage, 'chatId'>): boolean {
    return chatId === this.#greenApi.idOf(ownersChat);
  }

  /**
   * Writes what this line says, as the owner of the business whose customer has this chat. Returns the message's id; wrong usage
   * where it quotes nothing that has arrived.
   */
  write(line: OwnerLine, customer: string): string {
    if (line.to === 'customer') return this.#greenApi.phone.write(customer, line.text);
    if (line.quotes !== undefined) return this.reply(line.text, this.#numbered(line.quotes));
    return this.#greenApi.say(ownersChat, line.text, { name: 'Owner' });
  }

  /** Replies to a message of the bot. Returns the reply's id. */
  reply(text: string, quoted: DeliveredMessage): string {
    const original = { stanzaId: quoted.idMessage, participant: this.#greenApi.phone.ownChat };
    const messageData = {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text, ...original },
      quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: quoted.message },
    };
    return this.#greenApi.receive(ownersChat, messageData, { name: 'Owner' });
  }

  #numbered(number: number): DeliveredMessage {
    const found = this.arrived.findLast(({ message }) => numberOf(message) === number);
    if (found) return found;
    throw new CLIError(`No message with the number ${number} has arrived at the owner’s phone.`, {
      exit: 2,
    });
  }
}

/** The number with which the bot begins a message to its owner. */
function numberOf(message: string): number | undefined {
  const [, number] = /№\s?(\d{1,9})/.exec(message.slice(0, 40)) ?? [];
  return number === undefined ? undefined : Number(number);
}

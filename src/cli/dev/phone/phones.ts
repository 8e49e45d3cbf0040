import { CallRefused } from '../../../core/console-calls/sent-fields.ts';
import type { Answer, Question } from '../../../core/kinds/model.ts';
import type { DeliveredMessage, GreenApiSandbox } from '../../../sandbox/green-api/index.ts';
import { askedChat } from './asked-chat.ts';
import type { DevInput } from '../dev-files.ts';
import { ownersChat, type OwnerLine, type OwnersPhone } from '../owners-phone.ts';
import { PhoneLines, type PhoneLine, type PhoneMedia } from './phone-lines.ts';
import type { SampleCustomers } from './sample-customers.ts';
import { ToldAnswers } from './told-answers.ts';

/** What a customer sends. */
export type CustomerInput = Exclude<DevInput, { owner: OwnerLine }>;

/** All phones of the sandbox: the customers', that of the business and the owner's own. */
export class Phones {
  readonly customers: SampleCustomers;
  readonly lines = new PhoneLines();
  readonly told = new ToldAnswers();
  readonly #greenApi: GreenApiSandbox;
  readonly #owner: OwnersPhone;
  readonly #listeners = new Set<() => void>();
  /** Messages that the bot has taken and is at work on, with the chat of each. */
  readonly #waiting = new Map<string, string>();
  #bot: AnsweringBot | undefined;

  constructor(greenApi: GreenApiSandbox, owner: OwnersPhone, customers: SampleCustomers) {
    this.#greenApi = greenApi;
    this.#owner = owner;
    this.customers = customers;
    greenApi.onSent((sent) => this.#arrived(sent));
  }

  /** From now on it is known when this bot has nothing more to say. */
  answeredBy(bot: AnsweringBot): void {
    this.#bot = bot;
  }

  /** Told of everything that changes on a phone. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something that is shown has changed. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** A customer sends it. */
  send(chat: string, said: CustomerInput): void {
    const name = this.customers.of(chat)?.name ?? 'Customer';
    if ('text' in said) {
      const id = this.#greenApi.say(chat, said.text, { name });
      this.#add(chat, { id, from: 'customer', text: said.text });
    } else if ('voice' in said) {
      const id = this.#greenApi.speak(chat, said.voice, { name });
      this.#add(chat, { id, from: 'customer', text: '', media: voiceOf(said.voice) });
    } else for (const file of said.files) this.#sendFile(chat, file, name);
  }

  /** The owner of the business writes: in this customer's chat, or to the bot. Wrong usage where it quotes nothing that has arrived. */
  write(line: OwnerLine, customer: string): void {
    const id = this.#owner.write(line, customer);
    if (line.to === 'customer')
      this.#add(customer, { id, from: 'business', byHand: true, text: line.text });
    else this.#add(ownersChat, { id, from: 'customer', text: line.text });
  }

  /** The owner replies to a message of the bot, by its id. Throws CallRefused where none has arrived. */
  reply(text: string, quotes: string): void {
    const quoted = this.#owner.arrived.find(({ idMessage }) => idMessage === quotes);
    if (!quoted) throw new CallRefused('not-found', 404);
    const id = this.#owner.reply(text, quoted);
    this.#add(ownersChat, { id, from: 'customer', text, quotes });
  }

  /** The bot has understood this of a recording. */
  heard(text: string, bytes: Uint8Array): void {
    const line = this.lines.unheard(bytes);
    if (line) line.heard = text;
    this.changed();
  }

  /** The model is asked this. */
  asked(question: Question, answering: Promise<Answer>): void {
    const chat = askedChat(
      question,
      this.customers.all.map((customer) => ({
        chat: customer.chat,
        lines: this.lines.of(customer.chat),
      })),
    );
    if (chat === undefined) return;
    void this.told.asked(chat, question, answering).then(() => this.changed());
    this.changed();
  }

  /** Ids of the messages that the bot has been brought, and has taken. */
  taken(): ReadonlySet<unknown> {
    const taken = this.#greenApi.deliveries.filter(({ status }) => status === 200);
    return new Set(taken.map(({ notification }) => notification['idMessage']));
  }

  /** Whether a message of the business was taken back for everybody. */
  isRemoved(id: string): boolean {
    return this.#greenApi.phone.removed.some(({ idMessage }) => idMessage === id);
  }

  /** Whether the bot is at work on an answer to this customer. */
  isWriting(chat: string): boolean {
    return [...this.#waiting.values(), ...this.told.writing].includes(chat);
  }

  #sendFile(
    chat: string,
    file: Extract<CustomerInput, { files: unknown }>['files'][0],
    name: string,
  ): void {
    const { bytes, caption, fileName, mimeType } = file;
    const { bytes: _, ...options } = file;
    const id = this.#greenApi.sendFile(chat, bytes, { ...options, name });
    const media =
      fileName === undefined
        ? ({ kind: 'picture', bytes, mimeType } as const)
        : ({ kind: 'document', bytes, mimeType, fileName } as const);
    this.#add(chat, { id, from: 'customer', text: caption, media });
  }

  #arrived(sent: DeliveredMessage): void {
    const chat = this.#chatOf(sent);
    if (chat === undefined) return;
    const { idMessage: id, message, file } = sent;
    this.told.sent(chat, id);
    for (const [asked, whose] of this.#waiting) if (whose === chat) this.#waiting.delete(asked);
    const media = file && voiceOf(file.bytes, file.mimeType);
    this.#add(chat, { id, from: 'business', text: message, ...(media ? { media } : {}) });
  }

  /** On which phone a message arrives. */
  #chatOf(sent: DeliveredMessage): string | undefined {
    if (this.#owner.gets(sent)) return ownersChat;
    return this.customers.all.find(({ chat }) => this.#greenApi.idOf(chat) === sent.chatId)?.chat;
  }

  #add(chat: string, line: Omit<PhoneLine, 'at'>): void {
    this.lines.add(chat, { ...line, at: Date.now() });
    this.changed();
    // It fails when the sandbox closes, which nobody needs to be told.
    if (line.from === 'customer') this.#awaitAnswer(chat, line.id).catch(() => {});
  }

  /** Taken a moment later, which its mark shows; then the bot is at work until it answers, or has nothing to say. */
  async #awaitAnswer(chat: string, id: string): Promise<void> {
    await this.#greenApi.whenDelivered();
    const isOpen = this.lines.of(chat).at(-1)?.from === 'customer';
    if (isOpen && chat !== ownersChat) this.#waiting.set(id, chat);
    this.changed();
    await this.#bot?.whenIdle();
    this.#waiting.delete(id);
    this.changed();
  }
}

interface AnsweringBot {
  /** Resolves when it works on nothing. */
  whenIdle(): Promise<void>;
}

function voiceOf(bytes: Uint8Array, mimeType = 'audio/ogg'): PhoneMedia {
  return { kind: 'voice', bytes, mimeType };
}

import { readFile } from 'node:fs/promises';
import { sniffImage } from '../../../core/attachments/image-format.ts';
import { sniffAudio } from '../../../core/audio.ts';
import {
  CallRefused,
  optionalTextField,
  textField,
  type SentFields,
} from '../../../core/console-calls/sent-fields.ts';
import { languages, type Language } from '../../../core/language/index.ts';
import type { CustomerInput, Phones } from './phones.ts';
import type { ToldQuestion } from './told-answers.ts';

/** The longest text that somebody writes at once, characters: as long as WhatsApp takes one, and a little longer. */
const longestText = 70_000;

/** Most messages of one burst. */
const mostLines = 20;

/** What the page does; the answer is for the page. Throws CallRefused. */
export type PhoneCall = (phones: Phones, fields: SentFields) => object | Promise<object>;

/** Everything that the page can do, by the last part of its address. */
export const phoneCalls: Readonly<Record<string, PhoneCall>> = {
  say(phones, fields) {
    for (const text of textsIn(fields)) phones.send(customerIn(phones, fields), { text });
    return {};
  },
  async sample(phones, fields) {
    const chat = customerIn(phones, fields);
    phones.send(
      chat,
      await sampleOf(textField(fields, 'what'), phones.customers.of(chat)?.language),
    );
    return {};
  },
  customer(phones, fields) {
    const customer = phones.customers.add(languageIn(fields));
    phones.changed();
    return customer;
  },
  language(phones, fields) {
    const customer = phones.customers.of(customerIn(phones, fields));
    if (customer) customer.language = languageIn(fields);
    phones.changed();
    return {};
  },
  owner(phones, fields) {
    const line = { to: 'customer', text: textIn(fields) } as const;
    phones.write(line, customerIn(phones, fields));
    return {};
  },
  bot(phones, fields) {
    const quotes = optionalTextField(fields, 'quotes');
    const text = textIn(fields);
    if (quotes === undefined) phones.write({ to: 'bot', text }, '');
    else phones.reply(text, quotes);
    return {};
  },
  told(phones, fields): { told: readonly ToldQuestion[] } {
    return { told: phones.told.of(textField(fields, 'id', 100)) ?? [] };
  },
};

/** What a customer sends with these bytes: a recording, a picture, or a document, which alone has a name. */
export function inputOfBytes(
  bytes: Buffer,
  { name = '', caption = '' }: { name?: string; caption?: string },
): CustomerInput {
  if (bytes.length === 0) throw new CallRefused('empty-file');
  if (sniffAudio(bytes) !== 'unknown') return { voice: bytes };
  const image = sniffImage(bytes);
  const extension = /\.(\w{1,10})$/.exec(name)?.[1] ?? 'bin';
  const mimeType = image === undefined ? 'application/octet-stream' : `image/${image}`;
  const fileName =
    image === undefined ? { fileName: name === '' ? `file.${extension}` : name } : {};
  return { files: [{ bytes, caption, mimeType, extension: image ?? extension, ...fileName }] };
}

/** A customer among the fields. Throws CallRefused where there is none. */
export function customerIn({ customers }: Phones, fields: SentFields): string {
  const chat = textField(fields, 'chat');
  if (!customers.of(chat)) throw new CallRefused('bad-chat');
  return chat;
}

function textIn(fields: SentFields): string {
  const text = textField(fields, 'text', longestText).trim();
  if (text === '') throw new CallRefused('bad-text');
  return text;
}

/** One message or, as a burst, one for each line. */
function textsIn(fields: SentFields): string[] {
  const text = textIn(fields);
  if (fields['burst'] !== true) return [text];
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (lines.length > mostLines) throw new CallRefused('long-burst');
  return lines;
}

function languageIn(fields: SentFields): Language {
  const found = languages.find((language) => language === fields['language']);
  if (!found) throw new CallRefused('bad-language');
  return found;
}

/** What the sandbox brings along, in the customer's language where it is spoken. */
async function sampleOf(what: string, language: Language = 'ru'): Promise<CustomerInput> {
  const voice = language === 'ru' ? 'voice.ogg' : `samples/voice-${language}.ogg`;
  const paths: Record<string, string> = {
    voice,
    picture: 'samples/receipt.jpg',
    document: 'samples/request.pdf',
  };
  const path = Object.hasOwn(paths, what) ? paths[what] : undefined;
  if (path === undefined) throw new CallRefused('bad-what');
  const bytes = await readFile(new URL(`../../../../examples/${path}`, import.meta.url));
  return inputOfBytes(bytes, { name: path.replace(/^.*\//, '') });
}

import type { BusinessRequest, RequestField } from '../../../core/kinds/sink.ts';
import { customerName, customerPhone, cut, leftIn } from '../request-text.ts';

/** A property of a database. */
export interface Property {
  /** As the database shows it. */
  name: string;
  /** Survives renaming. */
  id: string;
  type: string;
}

/** The name of the property by which a request is found again. */
export const idProperty = 'wabot';

/** One object of rich text holds so many characters, a list of them so many objects. */
const richTextCap = 2_000;
const richTextObjects = 100;

/** Numbers and addresses are bounded by Notion, too. */
const caps: Readonly<Record<string, number>> = { phone_number: 200, email: 200, url: 2_000 };

/** Further names under which people keep what the fields of a request hold, such as those of the bot that was here before. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  name: ['name', 'имя', 'фио', 'аты'],
  phone: ['phone', 'телефон', 'номер телефона'],
  what: ['course', 'курс', 'что нужно', 'услуга', 'service'],
  when: ['when', 'когда', 'время'],
  comment: ['comment', 'комментарий', 'примечание'],
};

/** What of a request goes into properties, by their ids, and which fields have none. */
export interface Filled {
  properties: Record<string, unknown>;
  rest: readonly RequestField[];
}

/** Fills the properties that a database has. A value that a property cannot hold goes with those that have none. */
export function fillProperties(request: BusinessRequest, properties: readonly Property[]): Filled {
  const filled: Record<string, unknown> = {};
  const rest: RequestField[] = [];
  for (const field of request.fields) {
    const property = properties.find((each) => isFor(each, field));
    const value = property && propertyValue(property.type, field.value);
    if (property && value !== undefined && !(property.id in filled)) filled[property.id] = value;
    else rest.push(field);
  }
  for (const { name, id, type } of properties) {
    if (name === idProperty) filled[id] = propertyValue(type, request.id);
    else if (!(id in filled)) setKnown(filled, { name, id, type }, request);
  }
  const { phone } = request;
  const hasPhone = phone === undefined || JSON.stringify(filled).includes(phone);
  const number = hasPhone ? [] : [{ name: 'phone', label: leftIn(request), value: phone }];
  return { properties: filled, rest: [...number, ...rest] };
}

/** What is known without having been told. */
function setKnown(
  filled: Record<string, unknown>,
  { name, id, type }: Property,
  request: BusinessRequest,
): void {
  const value =
    type === 'title'
      ? (customerName(request) ?? `№${request.number}`)
      : type === 'phone_number'
        ? customerPhone(request)
        : type === 'date' && /^(?:date|дата|күні)$/i.test(name)
          ? new Date(request.at).toISOString()
          : undefined;
  if (value !== undefined) filled[id] = propertyValue(type, value);
}

function isFor({ name, type }: Property, field: RequestField): boolean {
  const names = [field.label, field.name, ...(otherNames[field.name] ?? [])];
  return (
    names.some((each) => each.toLowerCase() === name.toLowerCase()) ||
    (type === 'title' && field.name === 'name')
  );
}

/** The value as the property of such a type takes it; undefined: it takes no text, or not this one. */
function propertyValue(type: string, text: string): unknown {
  switch (type) {
    case 'title':
    case 'rich_text':
      return { [type]: richText(text) };
    case 'phone_number':
    case 'email':
      return text.length <= (caps[type] ?? 0) ? { [type]: text } : undefined;
    case 'url':
      return URL.canParse(text) && text.length <= (caps['url'] ?? 0) ? { url: text } : undefined;
    case 'number':
      return /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? { number: Number(text) } : undefined;
    case 'select':
      return { select: { name: optionOf(text) } };
    case 'multi_select':
      return { multi_select: [{ name: optionOf(text) }] };
    case 'date':
      return isMoment(text) ? { date: { start: text } } : undefined;
    default:
      return undefined;
  }
}

/** A text in as many objects as it needs. */
export function richText(text: string): { text: { content: string } }[] {
  const pieces: { text: { content: string } }[] = [];
  let piece = '';
  for (const character of text) {
    if (piece.length + character.length > richTextCap) {
      pieces.push({ text: { content: piece } });
      piece = '';
    }
    piece += character;
  }
  return [...pieces, { text: { content: piece } }].slice(0, richTextObjects);
}

/** Commas part options, and are refused. */
function optionOf(text: string): string {
  return cut(
    text
      .split(',')
      .map((part) => part.trim())
      .join(' '),
    100,
  );
}

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}

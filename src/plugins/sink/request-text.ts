import type { BusinessRequest } from '../../core/kinds/sink.ts';

/** What was left, in lines of `label: value`; first the number and the name of the chat, where they are known. */
export function requestFieldLines({ phone, name, fields }: BusinessRequest): string[] {
  return [
    ...(phone === undefined ? [] : [`WhatsApp: ${phone}`]),
    ...(name === undefined || fields.some(({ value }) => value === name)
      ? []
      : [`WhatsApp: ${name}`]),
    ...fields.map(({ label, value }) => `${label}: ${value}`),
  ];
}

/** The name by which the customer wants to be called, as far as anything tells. */
export function customerName({ name, phone, fields }: BusinessRequest): string | undefined {
  return fields.find((field) => field.name === 'name')?.value ?? name ?? phone;
}

/** The number at which the customer can be reached: the chat's, else the one that was typed. */
export function customerPhone({ phone, fields }: BusinessRequest): string | undefined {
  return phone ?? fields.find((field) => field.name === 'phone')?.value;
}

/** A text cut at `longest` UTF-16 units, never within a character. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}

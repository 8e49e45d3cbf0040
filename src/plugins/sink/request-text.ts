import type { BusinessRequest } from '../../core/kinds/sink.ts';

/** What was left, in lines of `label: value`; first the number and the name of the chat, where they are known. */
export function requestFieldLines(request: BusinessRequest): string[] {
  const { phone, name, fields } = request;
  const messenger = leftIn(request);
  return [
    ...(phone === undefined ? [] : [`${messenger}: ${phone}`]),
    ...(name === undefined || fields.some(({ value }) => value === name)
      ? []
      : [`${messenger}: ${name}`]),
    ...fields.map(({ label, value }) => `${label}: ${value}`),
  ];
}

/** A title for it: where it came from, and from whom. */
export function requestTitle(request: BusinessRequest): string {
  return `${leftIn(request)}: ${customerName(request) ?? `№${request.number}`}`;
}

/** In which messenger it was left, as people call it. */
export function leftIn({ messenger = 'WhatsApp' }: BusinessRequest): string {
  return messenger;
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

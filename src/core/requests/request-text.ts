import type { Case, RequestField } from '../kinds/cases.ts';
import type { Translate } from '../owner-language/index.ts';
import { phoneIn, unshownPhone } from '../phone.ts';

/** What people read of a request, in lines: whose it is, then what was left. */
export function requestLines(
  { chat, about }: Pick<Case, 'chat' | 'about'>,
  say: Translate,
): string[] {
  const { name, phone, fields = [] } = about;
  const digits = phoneIn(chat);
  return [
    [name, phone ?? say(unshownPhone)].filter((each) => each !== undefined).join(', '),
    ...(digits === undefined
      ? []
      : [`https://wa.me/${digits} (${say("answer from the business's number")})`]),
    ...fields.map((field) => `${say(field.label)}: ${field.value}${saidMark(field, say)}`),
  ];
}

function saidMark({ said }: RequestField, say: Translate): string {
  return said ? ` (${say('as the customer wrote it')})` : '';
}

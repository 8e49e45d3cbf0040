import { withoutDevice } from '../../../core/plugin-api/texts.ts';
import { identifier } from './fields.ts';

/** Numbers have up to 15 digits (E.164) and begin with a country code; linked ids are any digits. */
const person = /^(?:[1-9]\d{4,14}@c\.us|\d{5,20}@lid)$/;

/** What a chat's id in a notification stands for. */
export type ChatId =
  | { type: 'person'; chat: string }
  /** A group, a channel, a status, or an id that no person has. */
  | { type: 'others' }
  | { type: 'none' };

/** Understands a chat's id, whatever it is; the id of a person's device is that of the person. */
export function readChatId(value: unknown): ChatId {
  const id = identifier(value);
  if (id === undefined || !id.includes('@')) return { type: 'none' };
  const chat = withoutDevice(id);
  return person.test(chat) ? { type: 'person', chat } : { type: 'others' };
}

/** Whether two ids are one account's, whichever of its devices they name; nobody is the empty one. */
export function isSameAccount(one: unknown, other: unknown): boolean {
  const [first, second] = [identifier(one), identifier(other)];
  return first !== undefined && second !== undefined && account(first) === account(second);
}

/** The account's own id may come as its number alone. */
function account(id: string): string {
  return withoutDevice(/^\d+$/.test(id) ? `${id}@c.us` : id);
}

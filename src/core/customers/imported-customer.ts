import { isChatId, withoutDevice } from '../phone.ts';
import { isRecord, isText } from '../store/value-shapes.ts';
import type { ExportedCustomer } from './customers.ts';
import { fitFact, fitName } from './fit-fact.ts';
import { isCustomer } from './is-customer.ts';

/** A clock that goes ahead is believed for this long, milliseconds. */
const clockMarginMs = 24 * 60 * 60 * 1000;

/** Whether this is meant as what is known of a customer, and not as a chat. */
export function isExportedCustomer(value: unknown): value is { chat?: unknown; customer: unknown } {
  return isRecord(value) && 'customer' in value;
}

/** Why this cannot be taken in at this moment (Unix milliseconds), as the end of a sentence; or what can, without what may not be kept. */
export function readExportedCustomer(
  { chat, customer }: { chat?: unknown; customer: unknown },
  now: number,
): ExportedCustomer | string {
  if (!isText(chat) || !isChatId(chat)) return 'has no chat id that a chat can have';
  if (!isCustomer(customer)) return 'is no customer as `wabot history export` writes one';
  const { name, facts, linked, updatedAt, createdAt } = customer;
  const times = [updatedAt, createdAt, ...[...facts, ...(name ? [name] : [])].map(({ at }) => at)];
  if (times.some((at) => at > now + clockMarginMs)) return 'has a time in the future';
  const id = withoutDevice(chat);
  const called = name === undefined ? undefined : fitName(name.text);
  const fit = facts.flatMap((fact) => {
    const text = fitFact(fact.text, id);
    return text === undefined ? [] : [{ ...fact, text }];
  });
  return {
    chat: id,
    customer: {
      version: 1,
      updatedAt,
      createdAt,
      ...(name && called !== undefined ? { name: { ...name, text: called } } : {}),
      facts: fit,
      ...(linked ? { linked: linked.filter(isChatId) } : {}),
    },
  };
}

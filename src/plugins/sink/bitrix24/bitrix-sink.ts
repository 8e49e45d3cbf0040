import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { BusinessRequest, Delivered, Sink } from '../../../core/kinds/sink.ts';
import { oddAnswer } from '../sink-error.ts';
import {
  customerName,
  customerPhone,
  cut,
  requestFieldLines,
  requestTitle,
} from '../request-text.ts';
import { bitrixFaults, callBitrix, type BitrixConnection } from './bitrix-api.ts';

export interface BitrixSinkParts extends BitrixConnection {
  /** `auto`: leads where the portal works with them. */
  entity: 'auto' | 'lead' | 'deal';
}

/** Types of entities (https://apidocs.bitrix24.com, crm.item). */
const types = { lead: 1, deal: 2, contact: 3 } as const;
type Entity = Exclude<keyof typeof types, 'contact'>;

/** A portal without leads ("simple CRM"). */
const simpleMode = 2;

/** Requests as leads, or as deals with a contact, found again by `originatorId` and `originId`. */
export class BitrixSink implements Sink {
  readonly #parts: BitrixSinkParts;
  #entity: Entity | undefined;

  constructor(parts: BitrixSinkParts) {
    this.#parts = parts;
    this.#entity = parts.entity === 'auto' ? undefined : parts.entity;
  }

  /** What a request becomes here. Rejects with a ServiceError. */
  async entity(signal: AbortSignal): Promise<Entity> {
    if (this.#entity) return this.#entity;
    const mode = await callBitrix(this.#parts, 'crm.settings.mode.get', {}, signal);
    return (this.#entity = Number(mode) === simpleMode ? 'deal' : 'lead');
  }

  async find({ id }: BusinessRequest, signal: AbortSignal): Promise<Delivered | undefined> {
    const found = await this.#lookUp(await this.entity(signal), id, signal);
    return found === undefined ? undefined : { ref: found };
  }

  async deliver(
    request: BusinessRequest,
    signal: AbortSignal,
    before?: Delivered,
  ): Promise<Delivered> {
    const entity = await this.entity(signal);
    const entityTypeId = types[entity];
    const fields = fieldsFor(request);
    if (before) {
      const { title, comments } = fields;
      const changed = { entityTypeId, id: Number(before.ref), fields: { title, comments } };
      await callBitrix(this.#parts, 'crm.item.update', changed, signal);
      return before;
    }
    const more =
      entity === 'lead'
        ? personOf(request)
        : { contactIds: [Number(await this.#contact(request, signal))] };
    return { ref: await this.#add(entityTypeId, { ...fields, ...more }, signal) };
  }

  /** The contact with this number, or the one that an earlier try has made, or a new one. */
  async #contact(request: BusinessRequest, signal: AbortSignal): Promise<string> {
    const known =
      (await this.#lookUp('contact', request.id, signal)) ??
      (await this.#withPhone(request, signal));
    const fields = { ...personOf(request), ...originOf(request), opened: 'Y' };
    return known ?? this.#add(types.contact, fields, signal);
  }

  async #withPhone({ phone }: BusinessRequest, signal: AbortSignal): Promise<string | undefined> {
    // A number that was typed may be anybody's.
    if (phone === undefined) return undefined;
    const asked = { type: 'PHONE', values: [phone], entity_type: 'CONTACT' };
    const found = await callBitrix(this.#parts, 'crm.duplicate.findbycomm', asked, signal);
    const { CONTACT: contacts } = fieldsOf(found);
    return Array.isArray(contacts) && contacts.length > 0 ? String(contacts[0]) : undefined;
  }

  async #lookUp(
    entity: keyof typeof types,
    id: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const asked = {
      entityTypeId: types[entity],
      filter: { '=originatorId': 'wabot', '=originId': id },
      select: ['id'],
      start: -1,
    };
    const { items } = fieldsOf(await callBitrix(this.#parts, 'crm.item.list', asked, signal));
    if (!Array.isArray(items)) throw oddAnswer(bitrixFaults(this.#parts.world), 200);
    return items.length === 0 ? undefined : this.#idOf(items[0]);
  }

  async #add(entityTypeId: number, fields: object, signal: AbortSignal): Promise<string> {
    const added = await callBitrix(this.#parts, 'crm.item.add', { entityTypeId, fields }, signal);
    return this.#idOf(fieldsOf(added)['item']);
  }

  #idOf(item: unknown): string {
    const { id } = fieldsOf(item);
    if (typeof id === 'number' || typeof id === 'string') return String(id);
    throw oddAnswer(bitrixFaults(this.#parts.world), 200);
  }
}

function originOf({ id }: BusinessRequest): { originatorId: string; originId: string } {
  return { originatorId: 'wabot', originId: id };
}

function fieldsFor(request: BusinessRequest): Record<string, string> {
  return {
    title: cut(requestTitle(request), 255),
    comments: requestFieldLines(request).map(asHtml).join('<br>'),
    sourceId: 'WEB',
    sourceDescription: 'wabot',
    opened: 'Y',
    ...originOf(request),
  };
}

function personOf(request: BusinessRequest): object {
  const phone = customerPhone(request);
  return {
    name: cut(customerName(request) ?? `№${request.number}`, 50),
    ...(phone === undefined
      ? {}
      : { fm: [{ typeId: 'PHONE', valueType: 'WORK', value: cut(phone, 60) }] }),
  };
}

/** The comment of an entity is HTML: a customer's text is shown as it is written. */
function asHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}

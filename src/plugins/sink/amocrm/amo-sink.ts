import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { BusinessRequest, Delivered, Sink } from '../../../core/kinds/sink.ts';
import { oddAnswer } from '../sink-error.ts';
import {
  customerName,
  customerPhone,
  cut,
  requestFieldLines,
  requestTitle,
} from '../request-text.ts';
import { amoFaults, callAmo, type AmoConnection } from './amo-api.ts';

export interface AmoSinkParts extends AmoConnection {
  /** The main one where absent. */
  pipeline?: number;
}

/** The field of a lead that holds our id, where the owner has made one; otherwise it stands in the lead's name. */
const idField = /^wabot(?:[ _-]?id)?$/i;

/** Requests as leads with a contact and a note, found again by a search for our id. */
export class AmoSink implements Sink {
  readonly settleMs = amoFaults.settleMs ?? 0;
  readonly #parts: AmoSinkParts;
  #field: number | null | undefined;

  constructor(parts: AmoSinkParts) {
    this.#parts = parts;
  }

  /** Whether the account lets us in. Rejects with a ServiceError. */
  async look(signal: AbortSignal): Promise<void> {
    await this.#idField(signal);
  }

  async find({ id }: BusinessRequest, signal: AbortSignal): Promise<Delivered | undefined> {
    const call = { path: `leads?query=${encodeURIComponent(id)}&limit=1` };
    const { object } = await callAmo(this.#parts, call, signal);
    const [lead] = embedded(object, 'leads');
    return lead === undefined ? undefined : { ref: idOf(lead) };
  }

  async deliver(
    request: BusinessRequest,
    signal: AbortSignal,
    before?: Delivered,
  ): Promise<Delivered> {
    const field = await this.#idField(signal);
    if (before) {
      const body = { name: nameOf(request, field) };
      const path = `leads/${encodeURIComponent(before.ref)}`;
      await callAmo(this.#parts, { path, method: 'PATCH', body }, signal);
      if (!(await this.#hasNote(request, before.ref, signal)))
        await this.#note(request, before.ref, signal);
      return before;
    }
    const body = [this.#lead(request, field)];
    const call = { path: 'leads/complex', method: 'POST', body } as const;
    const { list } = await callAmo(this.#parts, call, signal);
    const ref = idOf(fieldsOf(list[0]));
    await this.#note(request, ref, signal);
    return { ref };
  }

  #lead(request: BusinessRequest, field: number | null): object {
    const { pipeline } = this.#parts;
    const phone = customerPhone(request);
    const contact = {
      first_name: cut(customerName(request) ?? `№${request.number}`, 100),
      ...(phone === undefined ? {} : { custom_fields_values: [phoneField(cut(phone, 60))] }),
    };
    return {
      name: nameOf(request, field),
      request_id: request.id,
      ...(pipeline === undefined ? {} : { pipeline_id: pipeline }),
      ...(field === null
        ? {}
        : { custom_fields_values: [{ field_id: field, values: [{ value: request.id }] }] }),
      _embedded: { contacts: [contact], tags: [{ name: 'wabot' }] },
    };
  }

  /** Whether an earlier try has come as far as the note. */
  async #hasNote({ id }: BusinessRequest, lead: string, signal: AbortSignal): Promise<boolean> {
    const path = `leads/${encodeURIComponent(lead)}/notes?limit=250`;
    const { object } = await callAmo(this.#parts, { path }, signal);
    return embedded(object, 'notes').some(({ params }) =>
      JSON.stringify(params ?? '').includes(id),
    );
  }

  async #note(request: BusinessRequest, lead: string, signal: AbortSignal): Promise<void> {
    const path = `leads/${encodeURIComponent(lead)}/notes`;
    const text = [...requestFieldLines(request), request.id].join('\n');
    const body = [{ note_type: 'common', params: { text } }];
    await callAmo(this.#parts, { path, method: 'POST', body }, signal);
  }

  /** Asked once. Null: there is none. */
  async #idField(signal: AbortSignal): Promise<number | null> {
    if (this.#field !== undefined) return this.#field;
    const call = { path: 'leads/custom_fields?limit=250' };
    const { object } = await callAmo(this.#parts, call, signal);
    const found = embedded(object, 'custom_fields').find(
      ({ name, type }) => type === 'text' && typeof name === 'string' && idField.test(name),
    );
    const id = found?.['id'];
    return (this.#field = typeof id === 'number' ? id : null);
  }
}

function phoneField(value: string): object {
  return { field_code: 'PHONE', values: [{ value, enum_code: 'WORK' }] };
}

function nameOf(request: BusinessRequest, field: number | null): string {
  const name = cut(requestTitle(request), 200);
  return field === null ? `${name} (${request.id})` : name;
}

function embedded(object: UnknownObject, name: string): UnknownObject[] {
  const { [name]: list } = fieldsOf(object['_embedded']);
  return Array.isArray(list) ? list.map(fieldsOf) : [];
}

function idOf({ id }: UnknownObject): string {
  if (typeof id !== 'number' && typeof id !== 'string') throw oddAnswer(amoFaults, 200);
  return String(id);
}

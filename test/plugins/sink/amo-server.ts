import { json, type Heard, type Says } from '../openai/loopback.ts';

interface Lead {
  id: number;
  name: string;
  [more: string]: unknown;
}

/** An account of amoCRM, with a field for our id or without. */
export class AmoServer {
  readonly leads: Lead[] = [];
  readonly notes = new Map<number, object[]>();
  readonly #fields: object[];

  constructor(fields: object[] = []) {
    this.#fields = fields;
  }

  answer(heard: Heard): Says {
    const { pathname, searchParams } = new URL(heard.path.replace('/v1', ''), 'http://amo');
    const body = heard.body.length > 0 ? (json(heard) as unknown) : undefined;
    if (pathname.endsWith('/custom_fields')) return list('custom_fields', this.#fields);
    if (pathname.endsWith('/leads/complex')) return this.#add(body);
    const [, id = '', notes] = /\/leads\/(\d+)(\/notes)?$/.exec(pathname) ?? [];
    if (notes !== undefined) return this.#notes(Number(id), body as object[] | undefined);
    if (id !== '') {
      Object.assign(this.leads.find((lead) => lead.id === Number(id)) ?? {}, body);
      return { body: { id: Number(id) } };
    }
    const query = searchParams.get('query') ?? '';
    return list(
      'leads',
      this.leads.filter((lead) => JSON.stringify(lead).includes(query)),
    );
  }

  #add(body: unknown): Says {
    if (!Array.isArray(body))
      return {
        status: 400,
        body: { 'validation-errors': [{ errors: [{ code: 'FieldMissing' }] }] },
      };
    const lead = { ...(body[0] as Lead), id: this.leads.length + 9 };
    this.leads.push(lead);
    return { body: [{ id: lead.id, contact_id: 7, request_id: ['x'], merged: false }] };
  }

  #notes(id: number, added: object[] | undefined): Says {
    const there = this.notes.get(id) ?? [];
    this.notes.set(id, [...there, ...(added ?? [])]);
    return added ? { body: { _embedded: { notes: [] } } } : list('notes', there);
  }
}

function list(name: string, members: readonly object[]): Says {
  return members.length > 0 ? { body: { _embedded: { [name]: members } } } : { status: 204 };
}

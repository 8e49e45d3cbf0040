import { json, type Heard, type Says } from '../openai/loopback.ts';

interface Item {
  id: number;
  entityTypeId: number;
  fields: Record<string, unknown>;
}

/** A portal of Bitrix24, with leads (mode 1) or without (mode 2). */
export class BitrixServer {
  readonly items: Item[] = [];
  readonly #mode: number;

  constructor(mode = 1) {
    this.#mode = mode;
  }

  answer(heard: Heard): Says {
    const method = /\/([\w.]+)\.json$/.exec(heard.path)?.[1];
    const asked = json(heard);
    const entityTypeId = Number(asked['entityTypeId']);
    switch (method) {
      case 'crm.settings.mode.get':
        return { body: { result: this.#mode } };
      case 'crm.item.list': {
        const { '=originId': id } = asked['filter'] as Record<string, unknown>;
        const items = this.items
          .filter((item) => item.entityTypeId === entityTypeId && item.fields['originId'] === id)
          .map(({ id: own }) => ({ id: own }));
        return { body: { result: { items }, total: items.length } };
      }
      case 'crm.duplicate.findbycomm': {
        const [phone = ''] = asked['values'] as string[];
        const known = this.items.filter(
          (item) => item.entityTypeId === 3 && JSON.stringify(item.fields).includes(phone),
        );
        return { body: { result: known.length > 0 ? { CONTACT: known.map(({ id }) => id) } : [] } };
      }
      case 'crm.item.add': {
        const item = {
          id: this.items.length + 340,
          entityTypeId,
          fields: asked['fields'] as Record<string, unknown>,
        };
        this.items.push(item);
        return { body: { result: { item: { id: item.id, ...item.fields } } } };
      }
      case 'crm.item.update': {
        const item = this.items.find(({ id }) => id === asked['id']);
        if (!item) return { status: 400, body: { error: 'NOT_FOUND' } };
        Object.assign(item.fields, asked['fields']);
        return { body: { result: { item: { id: item.id } } } };
      }
      case undefined:
      default:
        return { status: 404, body: { error: 'ERROR_METHOD_NOT_FOUND' } };
    }
  }
}

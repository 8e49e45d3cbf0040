import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { choice, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { sinkAddresses } from '../sink-addresses.ts';
import type { BitrixSink } from './bitrix-sink.ts';

const settings = {
  address: sinkAddresses.bitrix,
  entity: choice('BITRIX24_ENTITY', ['auto', 'lead', 'deal'], {
    summary:
      'What a request becomes in Bitrix24: lead, deal (with a contact), or auto, as the CRM works there',
    default: 'auto',
  }),
};

async function open(
  { address = '', entity }: ValuesOf<typeof settings>,
  world: Pick<World, 'fetch' | 'now'>,
): Promise<BitrixSink> {
  const { BitrixSink: Made } = await import('./bitrix-sink.ts');
  return new Made({ address, entity, world });
}

export default definePlugin({
  kind: 'sink',
  version: 1,
  name: 'bitrix24',
  summary: "Customers' requests as leads or deals of Bitrix24",
  settings,
  prefixes: ['BITRIX24_'],
  configured: ({ address }) => address !== undefined,
  create: open,
  async check(values, world, signal) {
    const sink = await open(values, world);
    const entity = await sink.entity(signal);
    return [fine(entity === 'lead' ? 'requests become leads' : 'requests become deals')];
  },
});

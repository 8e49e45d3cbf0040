import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { optionalText, type Setting, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { sinkAddresses } from '../sink-addresses.ts';
import type { AmoSink } from './amo-sink.ts';

const pipelineSetting: Setting<string | undefined> = {
  ...optionalText('AMOCRM_PIPELINE_ID', {
    summary: 'Number of the pipeline in which leads begin; the main one where absent',
  }),
  parse(value) {
    if (/^\d{1,15}$/.test(value)) return value;
    throw new Error('must be the number of a pipeline');
  },
};

const settings = {
  address: sinkAddresses.amo,
  token: optionalText('AMOCRM_TOKEN', {
    summary: 'Long-lived token of a private integration of amoCRM or Kommo',
    secret: true,
    goesTo: [['address']],
  }),
  pipeline: pipelineSetting,
};

async function open(
  { address = '', token = '', pipeline }: ValuesOf<typeof settings>,
  world: Pick<World, 'fetch' | 'now'>,
): Promise<AmoSink> {
  const { AmoSink: Made } = await import('./amo-sink.ts');
  const where = { address: new URL(address).origin, token, world };
  return new Made({ ...where, ...(pipeline === undefined ? {} : { pipeline: Number(pipeline) }) });
}

export default definePlugin({
  kind: 'sink',
  version: 1,
  name: 'amocrm',
  summary: "Customers' requests as leads of amoCRM or Kommo",
  settings,
  prefixes: ['AMOCRM_'],
  configured: ({ address, token }) => address !== undefined || token !== undefined,
  problems: ({ address, token }) => [
    ...(address === undefined
      ? ['AMOCRM_URL is not set, but AMOCRM_TOKEN is: both are needed, or neither']
      : []),
    ...(token === undefined
      ? ['AMOCRM_TOKEN is not set, but AMOCRM_URL is: both are needed, or neither']
      : []),
  ],
  create: open,
  async check(values, world, signal) {
    const sink = await open(values, world);
    await sink.look(signal);
    return [fine('requests become leads')];
  },
});

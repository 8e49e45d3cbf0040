import { definePlugin } from '../../../core/kinds/plugin.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { optionalText } from '../../../core/plugin-api/settings.ts';
import { allSpreadsheetSettings, isWritten } from '../../google/spreadsheets.ts';
import { sinkAddresses } from '../../sink/sink-addresses.ts';

const settings = {
  requests: optionalText('WABOT_REQUESTS', {
    summary:
      "Keep customers' requests: true for name, phone, what, when and comment, false for none, or a file with fields of your own; true where a place for them is set",
    example: 'requests.yaml',
  }),
  ...sinkAddresses,
  ...allSpreadsheetSettings,
};

const isOff = /^(?:false|0|no|off)$/i;

/** `true`, in any of its spellings, is no file. */
function fileOf(written: string | undefined): string | undefined {
  return written === undefined || /^(?:true|1|yes|on)$/i.test(written) ? undefined : written;
}

export default definePlugin({
  kind: 'tool',
  version: 1,
  name: 'requests',
  summary: 'Keeps what customers leave with the business, and tells the owners',
  settings,
  configured: ({ requests, notion, webhook, bitrix, amo, ...google }) =>
    requests === undefined
      ? isWritten(google) || [notion, webhook, bitrix, amo].some((place) => place !== undefined)
      : !isOff.test(requests),
  async create({ requests }, world) {
    const { RequestTools } = await import('./request-tools.ts');
    return RequestTools.open(fileOf(requests), world);
  },
  async check({ requests }) {
    const { readFields } = await import('./fields.ts');
    const fields = await readFields(fileOf(requests));
    return [fine(`requests have the fields ${fields.map(({ name }) => name).join(', ')}`)];
  },
});

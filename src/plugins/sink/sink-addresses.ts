import { optionalText, optionalUrl, type Setting } from '../../core/plugin-api/settings.ts';

/** A Notion id: 32 hexadecimal digits, with dashes or without, also within the address that the browser shows. */
function notionId(value: string): string {
  const path = value.split('?', 1)[0] ?? '';
  const id = /([0-9a-f]{32})$/i.exec(path.replaceAll('-', ''))?.[1];
  if (id !== undefined) return id.toLowerCase();
  throw new Error(
    'must be the id of a Notion database: 32 digits and letters a to f, or its address',
  );
}

/** The address of an inbound webhook, up to the secret: methods follow it. */
function bitrixAddress(value: string): string {
  const found = /^https?:\/\/[^/?#\s]+\/rest\/\d+\/[\w-]+/.exec(value)?.[0];
  if (found !== undefined) return found;
  throw new Error(
    'must be the address of an inbound webhook: https://NAME.bitrix24.kz/rest/1/SECRET/',
  );
}

const notion: Setting<string | undefined> = {
  ...optionalText('NOTION_DATABASE_ID', {
    summary: "Notion database that customers' requests go to, a page each: its id or its address",
    example: '0123456789abcdef0123456789abcdef',
  }),
  isId: true,
  parse: notionId,
};

const bitrix: Setting<string | undefined> = {
  ...optionalUrl('BITRIX24_WEBHOOK', {
    summary:
      "Inbound webhook of Bitrix24 with the right crm, through which customers' requests become leads or deals",
    example: 'https://NAME.bitrix24.kz/rest/1/SECRET/',
    secret: true,
  }),
  parse: bitrixAddress,
};

/** Where each sink is, Google's apart (google/spreadsheets.ts): a sink serves once its own is set, and requests are taken once any is. */
export const sinkAddresses = {
  notion,
  webhook: optionalUrl('WABOT_REQUESTS_WEBHOOK', {
    summary:
      "Address of your own to which customers' requests are posted, signed as a Standard Webhook",
    secret: true,
  }),
  bitrix,
  amo: optionalUrl('AMOCRM_URL', {
    summary: "Address of amoCRM or Kommo in which customers' requests become leads",
    example: 'https://NAME.amocrm.ru',
  }),
};

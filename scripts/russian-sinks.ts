/** What the settings of functions, requests and their sinks do, in Russian, by their names. */
export const russianSinks: Readonly<Record<string, string>> = {
  WABOT_REQUESTS:
    'Хранить заявки клиентов: true — имя, телефон, что нужно, когда и комментарий, false — не хранить, или файл со своими полями; если задано место для заявок — true',
  NOTION_DATABASE_ID:
    'База Notion, куда уходят заявки клиентов, по странице на каждую: её id или адрес',
  NOTION_TOKEN: 'Токен подключения Notion, которому открыта база из NOTION_DATABASE_ID',
  NOTION_API_URL: 'Адрес вместо адреса Notion, для проверок и прокси',
  GOOGLE_SHEETS_ID:
    'Таблица Google, куда уходят заявки клиентов, по строке на каждую, или по которой бот отвечает (GOOGLE_SHEETS_TABS): её id или адрес; из нескольких, через запятую, заявки уходят в первую',
  GOOGLE_SHEETS_TAB:
    'Лист таблицы из GOOGLE_SHEETS_ID, куда уходят заявки клиентов, по названию; если не заданы ни он, ни GOOGLE_SHEETS_TABS — первый',
  GOOGLE_SHEETS_TABS:
    'Листы из GOOGLE_SHEETS_ID, по которым бот отвечает: названия или номера (gid) через запятую; * — все, кроме скрытых',
  WABOT_REQUESTS_WEBHOOK:
    'Ваш адрес, на который отправляются заявки клиентов с подписью Standard Webhooks',
  WABOT_REQUESTS_SECRET:
    'Ключ, которым подписываются заявки для WABOT_REQUESTS_WEBHOOK (Standard Webhooks): whsec_ и base64 от 24–64 случайных байтов',
  BITRIX24_WEBHOOK:
    'Входящий вебхук Битрикс24 с правом crm: через него заявки клиентов становятся лидами или сделками',
  BITRIX24_ENTITY:
    'Чем становится заявка в Битрикс24: lead — лидом, deal — сделкой с контактом, auto — как принято в этой CRM',
  AMOCRM_URL: 'Адрес amoCRM или Kommo, где заявки клиентов становятся лидами',
  AMOCRM_TOKEN: 'Долгосрочный токен частной интеграции amoCRM или Kommo',
  AMOCRM_PIPELINE_ID: 'Номер воронки, в которой начинаются лиды; без него — главная',
  WABOT_TOOLS:
    'Файл с функциями, которые модель может вызывать по HTTP или MCP, например tools.yaml: docs/tools.md',
};

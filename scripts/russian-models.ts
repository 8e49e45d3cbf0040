/** What the settings that choose models, and those of webhooks that answer, mean in Russian. */
export const modelSummaries: Record<string, string> = {
  WABOT_MODEL:
    'Кто пишет ответы: openai или webhook (сценарий n8n или Make либо ваш сервер; по умолчанию, если USE_N8N — true)',
  WABOT_SPEECH: 'Кто расшифровывает голос: openai или whisper-cpp (собственный сервер)',
  WABOT_MODEL_WEBHOOK:
    'Адрес, куда отправляется каждый ход и откуда приходит ответ: сценарий n8n или Make либо ваш сервер',
  WABOT_MODEL_SECRET:
    'Ключ, которым подписываются ходы для WABOT_MODEL_WEBHOOK (Standard Webhooks): whsec_ и base64 от 24–64 случайных байтов; без него ключом служат байты WABOT_MODEL_TOKEN',
  WABOT_MODEL_TOKEN:
    'Слово, которое уходит в WABOT_MODEL_WEBHOOK как «Authorization: Bearer …»; n8n умеет проверять его сам',
  WABOT_MODEL_FORM:
    'В каком виде отправляются ходы: wabot или python-bot — как у бота на Python (по умолчанию, если задан N8N_WEBHOOK_URL)',
  WABOT_MODEL_FALLBACK:
    'Какая модель ответит на ход, который WABOT_MODEL_WEBHOOK точно не принял: auto (openai, если задан OPENAI_API_KEY или OPENAI_BASE_URL), openai или none',
};

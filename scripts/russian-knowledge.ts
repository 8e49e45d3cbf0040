/** The settings of the prompt's document, of documents beside it and of customers' files, in Russian. */
export const knowledgeSummaries: Record<string, string> = {
  WABOT_KNOWLEDGE:
    'Папка с документами, по которым бот отвечает вместе с промптом: .md, .txt, .csv, .xlsx, .docx, .pdf',
  WABOT_KNOWLEDGE_TOKENS:
    'Документы не больше стольких токенов, все вместе, даются модели целиком с каждым вопросом; в больших бот ищет',
  WABOT_KNOWLEDGE_REFRESH:
    'Как часто смотреть, не изменились ли документы: 90s, 5m, 1h или секунды',
  WABOT_EVAL_ON_SYNC:
    'Становится ли новый промпт действующим, только если с ним прошли все разговоры из папки evals, и при `wabot prompts sync`, и у работающего бота: docs/ru/evals.md',
  GOOGLE_DOCS_ID:
    'Документ Google с промптом: id или адрес целиком; нужен для WABOT_PROMPT=google-docs',
  PROMPT_REFRESH: 'Как часто заглядывать в документ Google: 90s, 5m, 1h или секунды',
  WABOT_IMAGES:
    'Показывать ли модели фото клиентов: auto (если она их видит; нужен тот же конвертер, что и для звука) или never',
  WABOT_FILE_MB:
    'Самое большое фото или документ клиента, которое бот открывает, в мегабайтах; о большем он говорит клиенту',
};

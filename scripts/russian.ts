import { knowledgeSummaries } from './russian-knowledge.ts';
import { modelSummaries } from './russian-models.ts';
import { peopleSummaries } from './russian-people.ts';
import type { TableWords } from './settings-docs.ts';
import { russianSinks } from './russian-sinks.ts';

const titles: Record<string, string> = {
  WhatsApp: 'WhatsApp',
  Answers: 'Ответы',
  'Voice notes': 'Голосовые сообщения',
  'Voice replies': 'Голосовые ответы',
  Bookings: 'Записи клиентов',
  'Conversion of audio': 'Преобразование звука',
  Prompt: 'Промпт',
  'Memory of chats': 'Память чатов',
  'Journal of messages': 'Журнал сообщений',
  'Documents next to the prompt': 'Документы рядом с промптом',
  Functions: 'Функции',
  Requests: 'Заявки',
  Alerts: 'Оповещения',
  'Chats of another bot': 'Чаты другого бота',
  Behaviour: 'Поведение',
  Server: 'Сервер',
  Log: 'Лог',
  'Which plugin serves what': 'Какой плагин за что отвечает',
};

const summaries: Record<string, string> = {
  ...knowledgeSummaries,
  ...modelSummaries,
  ...peopleSummaries,
  GREEN_ID_INSTANCE: 'idInstance из https://console.green-api.com; несколько — через запятую',
  GREEN_API_TOKEN: 'apiTokenInstance того же инстанса; нескольких — в том же порядке',
  GREEN_API_URL: 'apiUrl инстанса: адрес из консоли быстрее общего; нескольких — в том же порядке',
  GREEN_API_MEDIA_URL:
    'mediaUrl инстанса, куда загружаются голосовые ответы; если не задан — тот, что относится к GREEN_API_URL',
  GREEN_API_WEBHOOK_TOKEN:
    'webhookUrlToken инстанса (нескольких — в том же порядке), от 16 знаков: вебхук без него отклоняется; если значения нет или оно слишком коротко, вызовы принимаются только от программ на этой же машине',
  GREEN_API_WEBHOOK_URL:
    'Публичный адрес бота для `wabot webhook set` и для `wabot doctor`, который сверяет его с инстансом',
  WABOT_OPEN_WEBHOOK:
    'Принимать ли вебхук без токена от любого, кто до него дойдёт; по умолчанию — только от программ на этой же машине',
  WABOT_POLL: 'Забирать сообщения самому, не дожидаясь вебхука (публичный адрес не нужен)',
  WABOT_CALL_REPLY:
    'Писать ли тому, кто позвонил и не дозвонился, чтобы он написал сюда; не чаще раза в день',
  WABOT_MEDIA_HOSTS:
    'Откуда можно скачивать файлы клиентов: окончания имён хостов (только https и публичные адреса) или целые адреса вроде http://127.0.0.1:8081, которым бот верит как есть; через пробел или запятую',
  WABOT_LOOKUP_LAG_MS:
    'Сколько миллисекунд искать в списках GREEN-API ответ, отправка которого оборвалась, прежде чем отправить его снова; списки отстают до двух минут',
  HTTPS_PROXY: 'Прокси для всех исходящих соединений',
  NO_PROXY: 'Хосты, к которым бот обращается без прокси',
  OPENAI_API_KEY:
    'Ключ сервиса, который пишет ответы; самой OpenAI он нужен, локальному серверу нет',
  OPENAI_BASE_URL:
    'Адрес этого сервиса: OpenAI или любой сервер с тем же протоколом (Ollama, LM Studio, Groq, OpenRouter …)',
  OPENAI_MODEL: 'Модель, которая пишет ответы',
  OPENAI_MAX_TOKENS: 'Самый длинный ответ в токенах (токен — примерно три буквы)',
  OPENAI_TEMPERATURE:
    'Насколько свободно модель выбирает слова: от 0 (всегда одинаково) до 2 (как попало)',
  OPENAI_REASONING_EFFORT:
    'Сколько модель сначала думает: auto — без раздумий, если модель это поддерживает; или none, minimal, low, medium, high, xhigh, max',
  OPENAI_SPEECH_API_KEY:
    'Ключ сервиса, который расшифровывает голос; если не задан, берётся OPENAI_API_KEY',
  OPENAI_SPEECH_BASE_URL: 'Адрес этого сервиса; если не задан, берётся OPENAI_BASE_URL',
  OPENAI_SPEECH_MODEL: 'Модель, которая расшифровывает голос',
  OPENAI_SPEECH_LANGUAGE:
    'Язык голосовых; auto — модель слышит сама, это верно, если клиенты говорят на разных языках',
  OPENAI_SPEECH_WORDS: 'Имена и слова бизнеса, которые надо писать верно, через запятую',
  OPENAI_SPEECH_FALLBACK_BASE_URL:
    'Адрес запасного сервиса на случай сбоя основного; если не задан — тот же, но с другой моделью или ключом',
  OPENAI_SPEECH_FALLBACK_API_KEY: 'Ключ запасного сервиса',
  OPENAI_SPEECH_FALLBACK_MODEL: 'Модель запасного сервиса; если не задана — та же, что у основного',
  WHISPER_CPP_URL:
    'Куда ваш сервер whisper.cpp принимает файлы (whisper-server с вашей моделью; здесь для него нужен ffmpeg)',
  WHISPER_CPP_PROGRAM:
    'Вместо сервера: путь к whisper-cli, который запускается для каждого голосового',
  WHISPER_CPP_MODEL: 'Файл модели для этой программы',
  WHISPER_CPP_LANGUAGE: 'Язык голосовых; auto — модель слышит сама',
  OPENAI_TTS_API_KEY: 'Ключ сервиса озвучивания; если не задан, берётся OPENAI_API_KEY',
  OPENAI_TTS_BASE_URL:
    'Адрес этого сервиса: OpenAI или любой сервер с таким же методом; если не задан, берётся OPENAI_BASE_URL',
  OPENAI_TTS_MODEL: 'Модель, которая озвучивает ответы',
  OPENAI_TTS_VOICE: 'Чьим голосом она говорит: имя голоса у сервиса',
  OPENAI_TTS_INSTRUCTIONS: 'Как говорить, если модели это можно сказать',
  FFMPEG_PATH: 'Программа ffmpeg; если не задано, берётся ffmpeg-static или ffmpeg из PATH',
  PROMPT_FILE:
    'Что бот знает и как говорит: файл .md или .txt в UTF-8; если не задано — prompt.md из этой папки',
  GOOGLE_SERVICE_ACCOUNT:
    'Адрес сервисного аккаунта, которому открыт документ (client_email из его JSON-ключа)',
  GOOGLE_PRIVATE_KEY:
    'Закрытый ключ сервисного аккаунта (private_key из его JSON-ключа); \\n означает конец строки',
  GOOGLE_APPLICATION_CREDENTIALS:
    'JSON-ключ сервисного аккаунта файлом, вместо двух настроек выше. Без того и другого документ должен быть открыт всем, у кого есть ссылка',
  GOOGLE_API_URL:
    'Один адрес вместо всех адресов Google (документы, токены, публичный экспорт), для тестов и прокси',
  OLD_REDIS_URL:
    'Redis прежнего бота на Python для migrate --from python-redis; без него REDIS_HOST или REDIS_URL',
  REDIS_HOST: 'Хост Redis прежнего бота, если адреса целиком у него нет',
  REDIS_PORT: 'Порт Redis прежнего бота',
  REDIS_DB: 'Номер базы прежнего бота в этом Redis',
  REDIS_PASSWORD: 'Пароль Redis прежнего бота',
  KEYV_ADAPTER: 'npm-пакет адаптера Keyv, который хранит чаты',
  KEYV_URI: 'С чем создаётся адаптер: адрес с паролем или параметры в виде JSON',
  KEYV_NAMESPACE: 'Пространство имён чатов в этом хранилище',
  REDIS_URL:
    'Redis для памяти и журнала: redis://user:password@host:6379/0, rediss:// для TLS, redis+sentinel://…@one,two/name, redis+cluster://…@one,two',
  REDIS_SENTINEL_NAME:
    'Как sentinel называет Redis, за которым следит, если этого имени нет в REDIS_URL',
  REDIS_SENTINEL_PASSWORD: 'Пароль sentinel, если он нужен',
  REDIS_CLUSTER: 'Является ли REDIS_URL частью Redis Cluster',
  REDIS_WAIT_REPLICAS:
    'На скольких репликах должно быть сообщение, чтобы считаться принятым: auto (на одной, пока у Redis есть хоть одна) или число (если реплик меньше, ничего не принимается)',
  REDIS_TLS_CA: 'PEM-файл центра, подписавшего сертификат Redis, если этот центр свой',
  REDIS_TLS_CERT: 'PEM-файл сертификата, который предъявляет бот, если Redis его требует',
  REDIS_TLS_KEY: 'PEM-файл ключа к REDIS_TLS_CERT',
  WABOT_REDIS_PREFIX: 'С чего начинаются ключи этого бота в Redis; у каждого номера своё начало',
  WABOT_REDIS_FALLBACK:
    'Если Redis недоступен при запуске: none (не запускаться) или file (запуститься на файлах)',
  WABOT_DATA: 'Папка журнала и памяти',
  WABOT_QUIET_MS: 'Сколько миллисекунд чат должен молчать перед ответом; 0 — отвечать сразу',
  WABOT_QUIET_MAX_MS: 'Сколько миллисекунд самое большее ждать конца серии сообщений',
  WABOT_TURN_TIMEOUT_MS:
    'Сколько миллисекунд самое большее занимает один ответ вместе с расшифровкой и повторами',
  WABOT_TURN_TRIES: 'Сколько раз пробовать ответить, прежде чем извиниться перед клиентом',
  WABOT_HISTORY_LIMIT: 'Сколько сообщений чата помнить, обеих сторон вместе',
  WABOT_HISTORY_TTL:
    'Сколько помнить чат после последнего сообщения: 90s, 15m, 24h, 7d или секунды',
  WABOT_MEMORY_TIMEOUT_MS:
    'Сколько миллисекунд самое большее ждать памяти чатов при одном обращении; сообщение подождёт и будет обработано снова',
  WABOT_SUMMARY:
    'Сворачивать ли сообщения сверх WABOT_HISTORY_LIMIT в краткий пересказ, чтобы бот помнил весь разговор',
  WABOT_LANGUAGES: 'Языки ваших клиентов, самый частый — первым',
  WABOT_OWNER_LANGUAGE:
    'На каком языке wabot говорит с вами: ru, kk или en; если не задано, в терминале — на языке системы, а в том, что бот присылает вам сам, — на первом из WABOT_LANGUAGES',
  WABOT_TIME_ZONE: 'Часовой пояс бизнеса, чтобы бот знал день и время',
  WABOT_PHRASES: 'JSON-файл, который заменяет собственные фразы бота',
  WABOT_BUDGET_DAY:
    'Сколько долларов США модели и речь могут стоить в день; если не задано — без ограничения',
  WABOT_BUDGET_CHAT_DAY:
    'Сколько долларов США они могут стоить в день для одного чата; если не задано — столько, сколько стоят самое большее 40 длинных ответов модели; 0 — без ограничения',
  WABOT_VOICE_MAX_SECONDS:
    'Самое длинное голосовое, которое бот слушает, в секундах; если длиннее, он попросит покороче',
  WABOT_VOICE_REPLY:
    'Какие ответы отправлять голосовыми: never (никакие), when-voice (тем, кто говорил голосом) или always; что нельзя озвучить, идёт текстом',
  WABOT_VOICE_SPLIT:
    'Разрезать ли более длинные голосовые по паузам и слушать по частям (нужен ffmpeg)',
  AUDIO_CONVERT:
    'Переводить ли голосовые в MP3 перед расшифровкой: auto (только где нужно), mp3 (всегда) или never',
  WABOT_MODE:
    'Что делать с ответами: auto (отправлять), draft (каждый одобряет владелец в чате с ботом) или observe (ничего не отправлять; их покажет wabot report); для одного чата: wabot mode',
  WABOT_DRAFT_TTL:
    'Сколько черновик ждёт владельца, прежде чем клиент услышит, что ответ будет позже: 90s, 15m, 2h или секунды',
  WABOT_LOOP_GUARD:
    'Даёт ли бот час отдыха чату, в котором другой бот раз за разом отвечает сразу на каждое сообщение',
  WABOT_CHAT_HOURLY:
    'На сколько сообщений в час бот отвечает в одном чате; если их больше, чат час отдыхает. 0 — без предела',
  WABOT_DISCLOSURE:
    'Говорят ли первый ответ чата и первое голосовое, что отвечает ИИ-ассистент: true, false или auto (true, если WABOT_COUNTRY — KZ, как по умолчанию)',
  WABOT_COUNTRY:
    'Страна бизнеса, две буквы: с KZ или RU номера в командах можно писать и как 8700…',
  PORT: 'Порт вебхука; 0 — любой свободный',
  HOST: 'Адрес вебхука',
  WABOT_DRAIN_MS: 'Сколько миллисекунд остановка ждёт ответов, которые уже пишутся',
  WABOT_ADMIN_TOKEN:
    'Токен для /console, /metrics и /test-connection, от 16 знаков; без него их нет',
  METRICS_PORT: 'Порт на 127.0.0.1, где GET /metrics открыт без токена; 0 — любой свободный',
  LOG_LEVEL: 'Что писать в лог: debug, info, warn, error, silent',
  LOG_DIR: 'Папка лога app.log; создаётся, если её нет',
  LOG_CONTENT: 'Писать ли в лог тексты клиентов и ответов',
  LOG_MAX_MB: 'При каком размере app.log переименовывается в app.log.1, в мегабайтах',
  LOG_FILES: 'Сколько таких старых файлов хранить',
  WABOT_CHANNEL: 'Откуда приходят и куда уходят сообщения',
  WABOT_PROMPT: 'Откуда берётся промпт: file или google-docs',
  WABOT_MEMORY:
    'Где хранить чаты: file, redis (по умолчанию, если задан REDIS_URL), keyv или memory (забывается при перезапуске)',
  WABOT_JOURNAL:
    'Где хранить принятые сообщения и ответы к отправке: sqlite или redis (по умолчанию, если задан REDIS_URL)',
  WABOT_TRANSCODER: 'Кто преобразует звук, который сервис речи не принимает',
  WABOT_CALENDAR: 'Где хранятся записи клиентов: table (без аккаунта) или google',
  GOOGLE_CALENDAR_ID: 'Календарь Google для записей, если в booking.yaml его нет',
  WABOT_BOOKING: 'Файл YAML: услуги, сотрудники, рабочие часы; с ним можно записаться',
  ...russianSinks,
  WABOT_REMIND:
    'За сколько до записи напоминать о ней клиенту, через запятую: 24h,2h; off: никогда. Только в чатах, где клиент писал за последние 30 дней',
  WABOT_VOICE: 'Кто озвучивает ответы, если голосовые ответы включены (WABOT_VOICE_REPLY)',
};

/** The words of the table in docs/ru/settings.md; a setting without a translation here is described in English. */
export const russian: TableWords = {
  head: ['настройка', 'по умолчанию', 'что делает'],
  required: '**обязательна**',
  alsoRead: 'читается и как',
  title: (title) => titles[title] ?? title,
  summary: ({ env, summary }) => summaries[env] ?? summary,
};

/** Whether there is a Russian sentence about a setting. */
export function isTranslated(env: string): boolean {
  return env in summaries;
}

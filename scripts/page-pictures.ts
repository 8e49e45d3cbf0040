// Draws pictures/*.png: the owner's page as it stands, with chats of the sandbox. Run it after a change of how the page looks: npm run docs:pages
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser } from 'playwright-core';
import { startBot } from '../src/core/server/start-bot.ts';
import { builtIn } from '../src/plugins/index.ts';
import { startGreenApi } from '../src/sandbox/green-api/index.ts';
import { startOpenAi } from '../src/sandbox/openai/index.ts';

const root = dirname(import.meta.dirname);
const token = 'the-token-of-the-pictures';

/** Who writes what, and what the school answers. */
const talks: readonly {
  chat: string;
  name: string;
  said: readonly (readonly [string, string])[];
}[] = [
  {
    chat: '77015550101@c.us',
    name: 'Ержан',
    said: [
      ['Қазақ тілі курсы бар ма?', 'Иә, бар. Топта айына 35 000 ₸, аптасына үш рет 60 минуттан.'],
    ],
  },
  {
    chat: '77025550102@c.us',
    name: 'Daniel Reed',
    said: [['Where are you?', '12 Ulgi Street, Almaty, third floor, entrance from the yard.']],
  },
  {
    chat: '77075550103@c.us',
    name: 'Марат',
    said: [['Позовите, пожалуйста, администратора', 'Передаю администратору, он ответит здесь.']],
  },
  {
    chat: '77475550104@c.us',
    name: 'Айгерим',
    said: [
      [
        'Здравствуйте! Сколько стоит группа для детей?',
        'Здравствуйте! Группа для детей и подростков — 30 000 ₸ в месяц: 12 занятий по 60 минут.',
      ],
      ['А если двое детей?', 'На второго ребёнка из семьи скидка 10 %.'],
      [
        'Когда начало?',
        'Ближайшая группа начинает в понедельник в 17:00. Пробное занятие бесплатное — записать?',
      ],
    ],
  },
];

const prompt = `Языковая школа в Алматы, ул. Улги, 12. 12 Ulgi Street, Almaty, third floor, entrance from the yard.
Группа для взрослых 35 000 ₸ в месяц, три раза в неделю по 60 минут. Группа для детей и подростков 30 000 ₸ в месяц, 12 занятий по 60 минут.
На второго ребёнка из семьи скидка 10 %. Группа начинает в понедельник в 17:00. Пробное занятие бесплатное.`;

const answers = new Map(talks.flatMap(({ said }) => said));

/** The newest words of the customer, as the model is asked. */
function answerTo(messages: readonly { role: string; content: unknown }[]): string {
  const asked = JSON.stringify(messages.findLast(({ role }) => role === 'user'));
  return [...answers].find(([question]) => asked.includes(question))?.[1] ?? 'Спасибо!';
}

const folder = await mkdtemp(join(tmpdir(), 'wabot-pictures-'));
await writeFile(join(folder, 'prompt.md'), prompt);
const settings = { delaySendMessagesMilliseconds: 0 };
const greenApi = await startGreenApi({ limits: {}, redeliverMs: 50, settings });
const openAi = await startOpenAi({ answer: ({ messages }) => answerTo(messages) });
const environment = {
  GREEN_ID_INSTANCE: String(greenApi.idInstance),
  GREEN_API_TOKEN: greenApi.token,
  GREEN_API_URL: greenApi.url,
  GREEN_API_WEBHOOK_TOKEN: 'a-token-of-the-pictures',
  WABOT_MEDIA_HOSTS: greenApi.url,
  OPENAI_BASE_URL: `${openAi.url}/v1`,
  OPENAI_API_KEY: 'a-key-of-the-sandbox',
  PROMPT_FILE: join(folder, 'prompt.md'),
  WABOT_ADMIN_TOKEN: token,
  WABOT_DATA: join(folder, 'data'),
  WABOT_OWNERS: '+77001112233',
  WABOT_QUIET_MS: '0',
  WABOT_DISCLOSURE: 'false',
  LOG_DIR: join(folder, 'logs'),
  LOG_LEVEL: 'silent',
  HOST: '127.0.0.1',
  PORT: '0',
  NO_PROXY: '127.0.0.1',
};
const serving = await startBot({ catalog: builtIn, version: '', environment });
const origin = `http://127.0.0.1:${serving.address.port}`;
const webhookUrlToken = 'a-token-of-the-pictures';
greenApi.configure({ webhookUrl: `${origin}/webhook`, webhookUrlToken });
for (const { chat, name, said } of talks)
  for (const [text] of said) {
    greenApi.say(chat, text, { name });
    await greenApi.whenDelivered();
    await serving.bot.whenIdle();
    // Of messages WhatsApp tells the second alone.
    await sleep(1100);
  }
for (const { chat, name } of talks) {
  const known = ['customer', 'set', '--phone', chat, `name=${name}`];
  execFileSync(process.execPath, [join(root, 'bin/dev.ts'), ...known], { env: environment });
}

/** One picture, at most 100 KB, of this part of the page. */
async function draw(
  browser: Browser,
  file: string,
  { locale, path, width, height }: { locale: string; path: string; width: number; height: number },
): Promise<void> {
  const context = await browser.newContext({ locale, viewport: { width, height } });
  const page = await context.newPage();
  await page.goto(`${origin}/console`);
  await page.fill('#token', token);
  await page.click('button[type=submit]');
  await page.waitForSelector('.nav');
  await page.evaluate(`location.hash = ${JSON.stringify(path)}`);
  await page.waitForSelector(path.includes('chats/') ? '.bubble-bot' : '.tiles');
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(root, 'pictures', file) });
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
});
const open = `#/chats/${talks.at(-1)?.chat}`;
for (const [language, locale] of Object.entries({ en: 'en-GB', ru: 'ru-RU' })) {
  const wide = { locale, path: open, width: 1080, height: 600 };
  const phone = { locale, path: '#/today', width: 390, height: 600 };
  await draw(browser, `page-chats.${language}.png`, wide);
  await draw(browser, `page-today.${language}.png`, phone);
}
await browser.close();
await serving.stop();
await Promise.all([greenApi.close(), openAi.close()]);
await rm(folder, { recursive: true, force: true });

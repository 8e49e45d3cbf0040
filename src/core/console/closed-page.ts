import type { Language } from '../language/index.ts';

/** Why the page does not open here, and what to do, in the language of the browser. */
export const closedWords: Readonly<
  Record<'remote' | 'host' | 'plain', Readonly<Record<Language, string>>>
> = {
  remote: {
    ru: 'С этого адреса страница владельца не открывается: она видна только на самой машине бота. Чтобы открыть её из интернета, поставьте перед ботом прокси с https и задайте CONSOLE_URL=https://…',
    kk: 'Иесінің беті бұл мекенжайдан ашылмайды: ол тек боттың өз машинасында көрінеді. Интернеттен ашу үшін боттың алдына https проксиін қойып, CONSOLE_URL=https://… деп жазыңыз.',
    en: "The owner's page does not open from here: it is for the bot's own machine alone. To open it from elsewhere, put a proxy with https in front of the bot and set CONSOLE_URL=https://…",
  },
  host: {
    ru: 'Страница владельца открывается по другому адресу: по тому, что записан в CONSOLE_URL. Если адрес верный, прокси должен передавать заголовок Host.',
    kk: 'Иесінің беті басқа мекенжайда ашылады: CONSOLE_URL ішінде жазылған. Мекенжай дұрыс болса, прокси Host тақырыбын беруі керек.',
    en: "The owner's page opens at another address: the one in CONSOLE_URL. If this is that address, the proxy must hand on the header Host.",
  },
  plain: {
    ru: 'Страница владельца открывается только по https. Если вы уже открыли её по https, прокси должен передавать заголовок X-Forwarded-Proto.',
    kk: 'Иесінің беті тек https арқылы ашылады. https арқылы ашқан болсаңыз, прокси X-Forwarded-Proto тақырыбын беруі керек.',
    en: "The owner's page opens over https alone. If you have opened it over https, the proxy must hand on the header X-Forwarded-Proto.",
  },
};

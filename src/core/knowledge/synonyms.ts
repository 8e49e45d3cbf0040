import { foldedWords } from './fold.ts';

/** Words of trade that mean one thing, Russian, Kazakh and English, each as the beginning that its forms share. */
const groups: readonly string[] = [
  'цен стоимост стоит прайс баға құны тұрады price cost',
  'стриж шаш қию haircut',
  'окрас окраш покрас бояу бояйды coloring colouring dye',
  'маникюр тырнақ manicure nails',
  'ресниц кірпік lash',
  'бров қас brow',
  'массаж уқалау massage',
  'достав жеткіз deliver shipping',
  'адрес мекенжай находит орналас address located',
  'график расписан кесте schedule timetable',
  'скидк акци жеңілдік discount sale',
  'запис жазыл appointment booking',
  'оплат плат төле төлем pay payment',
  'наличн қолма cash',
  'рассроч кредит бөліп несие installment credit',
  'возврат вернут қайтар refund return',
  'гаранти кепілдік warranty guarantee',
  'дет ребен бала child kid',
  'женск девоч қыз әйел women girl',
  'мужск мальчик ер ұл men boy',
  'учеб курс обучен сабақ курс course lesson',
  'преподават учител мұғалім оқытушы teacher',
  'групп топ group',
  'месяц ай month',
  'недел апта week',
  'врач доктор дәрігер doctor',
  'зуб стоматолог тіс tooth dental teeth',
  'лечен емде treatment',
  'анализ талдау test',
  'скольк қанша how',
  'телефон нөмір phone',
  'ремонт жөндеу repair',
  'размер өлшем size',
  'цвет түс color colour',
  'еда меню блюд тамақ ас food menu dish',
  'мясо ет meat',
  'хлеб нан bread',
  'торт cake',
  'цвет гүл flower',
  'номер комнат бөлме room',
  'завтрак таңғы breakfast',
  'парковк тұрақ тұрағ parking',
  'выходн демалыс weekend',
  'праздник мереке holiday',
  'документ құжат document',
  'договор келісімшарт шарт contract',
  'студент оқушы student pupil',
  'экзамен емтихан exam',
  'стаж опыт тәжірибе experience',
  'услуг қызмет service',
  'товар тауар product goods',
];

const letters = 3;
const byStart = new Map<string, string[][]>();
for (const group of groups) {
  const words = foldedWords(group);
  for (const word of words) {
    const start = word.slice(0, letters);
    byStart.set(start, [...(byStart.get(start) ?? []), words]);
  }
}

/** The beginnings of words that mean the same as a folded word, in the three languages; none where the dictionary has no such word. */
export function synonymsOf(word: string): string[] {
  const near = byStart.get(word.slice(0, letters)) ?? [];
  const same = near.filter((group) => group.some((start) => begins(word, start)));
  return [...new Set(same.flat())].filter((start) => !word.startsWith(start));
}

/** A short beginning stands for itself with a short ending: «ас» is a meal, «ассортимент» is none. */
function begins(word: string, start: string): boolean {
  return word.startsWith(start) && word.length - start.length <= Math.max(2, start.length);
}

import { describe, expect, it } from 'vitest';
import { readMessages } from '../../../scripts/language/data.ts';
import { foreignLanguage } from '../../../src/core/language/index.ts';

describe('foreignLanguage', () => {
  it.each([
    [
      'Merhaba, yarın saat üçte gelebilir miyim? Kurs ücreti ne kadar, öğrenmek istiyorum lütfen.',
      'tr',
      'Turkish',
    ],
    [
      'Guten Tag, ich möchte meinen Sohn für den Englischkurs anmelden. Was kostet der Unterricht?',
      'de',
      'German',
    ],
    [
      "Bonjour, je voudrais inscrire ma fille au cours d'anglais. Combien coûte la formation ?",
      'fr',
      'French',
    ],
    [
      'Hola, buenas tardes, quisiera saber cuánto cuesta el curso de inglés para mi hijo.',
      'es',
      'Spanish',
    ],
    [
      'Доброго дня, я хотіла б записати дитину на курси англійської мови, скільки це коштує?',
      'uk',
      'Ukrainian',
    ],
    [
      'Саламатсызбы, баламды англис тили курсуна жаздыргым келет, баасы канча болот экен?',
      'ky',
      'Kyrgyz',
    ],
    [
      'Салом, ман мехоҳам фарзандамро ба курси забони англисӣ нависам, нархаш чанд аст?',
      'tg',
      'Tajik',
    ],
    [
      'Ассалому алайкум, фарзандимни инглиз тили курсига ёздирмоқчи эдим, нархи қанча бўлади?',
      'uz',
      'Uzbek',
    ],
    ['مرحبا، أود أن أعرف كم تكلفة دورة اللغة الإنجليزية لابني من فضلك', 'ar', 'Arabic'],
    ['你好,我想给孩子报名英语课程,请问每个月多少钱?', 'zh', 'Chinese'],
    ['안녕하세요, 아이를 영어 수업에 등록하고 싶은데 한 달에 얼마인가요?', 'ko', 'Korean'],
    ['Haben Sie morgen noch einen Termin frei?', 'de', 'German'],
    ['Können Sie mir bitte die Preisliste schicken?', 'de', 'German'],
    ['Yarın randevu almak istiyorum', 'tr', 'Turkish'],
    ['İngilizce kursu için bilgi almak istiyorum', 'tr', 'Turkish'],
    ['Bolam uchun ingliz tili kursi bormi?', 'uz', 'Uzbek'],
    ['Эртага соат нечада очиласизлар, илтимос айтинг', 'uz', 'Uzbek'],
    ['Саламатсызбы, курстун баасы канча болот?', 'ky', 'Kyrgyz'],
    ['Скільки коштує курс на місяць?', 'uk', 'Ukrainian'],
    ['¿Cuánto cuesta el curso al mes?', 'es', 'Spanish'],
    ['Combien coûte le cours par mois ?', 'fr', 'French'],
    ['Шумо пагоҳ соати чанд кушода мешавед?', 'tg', 'Tajik'],
    ['你们明天几点开门?', 'zh', 'Chinese'],
    ['متى تفتحون يوم السبت؟', 'ar', 'Arabic'],
  ])('recognises %j', async (text, code, name) => {
    expect(await foreignLanguage(text)).toEqual({ code, name });
  });

  it.each([
    '',
    '😂',
    'Merhaba',
    'ni hao 你好',
    'Danke schön, tschüss',
    'Las Palmas',
    'Здравствуйте, сколько стоит обучение в вашей школе за месяц?',
    'Sälemetsız be, ağylşyn tılı kursynyñ bağasy qanşa bolady eken, aitasyz ba?',
    'Мен бул ойынды кеше корип едим, бар болса жиберинизши',
    'Та вы ж его не будете ждать до понедельника, да?',
    'men bul kursqa jazylaiyn dep edim, bar ma?',
    'Phenian publichnyh kommentariev ne daet, vy zhe ponimaete',
    'ҚАЗАҚ ТІЛІ МЕН ӘДЕБИЕТІ САБАҒЫ ҚАЙ КҮНДЕРІ БОЛАДЫ?',
    '\ud800'.repeat(100),
  ])('leaves %j alone', async (text) => {
    expect(await foreignLanguage(text)).toBeUndefined();
  });

  it('takes none of the messages in Russian, Kazakh and English for foreign, alone or four together', async () => {
    const texts = readMessages().flatMap(({ text, lang }) => (lang === 'und' ? [] : [text]));
    const joined = texts
      .filter((_, index) => index % 4 === 0)
      .map((text, index) => [text, ...texts.slice(index * 4 + 1, index * 4 + 4)].join('. '));
    const answers = await Promise.all([...texts, ...joined].map(foreignLanguage));
    expect(answers.filter((answer) => answer !== undefined)).toEqual([]);
  });
});

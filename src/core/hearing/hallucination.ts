import type { Transcript } from '../kinds/speech.ts';

/** How a farewell to viewers goes on, as the beginnings of words. A customer goes on with something else. */
const farewells = [
  'всем|до встреч|до новых встреч|до скор|подпи|ставьте|не забу|пока|увидимся|удачи|с вами был',
  'please|like|subscribe|see you|bye|everyone|guys',
  'келесі|каналға|арнаға|жазыл',
];
const farewell = `((и|а|and) )?(${farewells.join('|')})`;

/**
 * What speech models write when there was nothing to hear: the credits and farewells of the subtitled videos that they
 * learned from. Each must be the whole transcript, so that a customer who says such words among others is heard.
 */
const credits: readonly RegExp[] = [
  /^субтитры( и перевод)? (сделала?|делала?|создавала?|создала?|подготовила?|предоставила?|добавила?|подогнала?)( \S+){0,6}$/u,
  /^(перевод и )?субтитры( и перевод)?( от)?$/u,
  /^(редактор|корректор|перевод|автор|озвучка)( и \S+)? субтитров( \S+){0,8}$/u,
  /^(редактор|корректор) а \S+( (редактор|корректор) а \S+)?$/u,
  /dimatorzok|диматорзок|amara ?org/u,
  /^продолжение следует( в следующей \S+)?$/u,
  new RegExp(
    `^(всем )?(спасибо|благодарю)( вам)?( всем)?( большое)? за (просмотр|внимание)( ${farewell}.{0,60})?$`,
    'u',
  ),
  /^(подписывайтесь|подпишитесь)( на (мой|наш|этот|канал)( .{0,60})?)?$/u,
  /^ставьте лайки?( .{0,60})?$/u,
  new RegExp(
    `^(thanks|thank you)( so much| very much)? for (watching|listening|viewing)( ${farewell}.{0,60})?$`,
    'u',
  ),
  /^(please )?(like and )?subscribe( to (my|our|the|this) channel( .{0,60})?)?$/u,
  /^(subtitles|captions|transcription|translated|transcribed) (by|created|made)( .*)?$/u,
  /^see you (in the )?next (video|time)$/u,
  new RegExp(`^(көргендеріңізге|назарларыңызға) рахмет( ${farewell}.{0,60})?$`, 'u'),
  /^(арнаға|каналға) жазылыңыз(дар)?( .{0,60})?$/u,
  /^жалғасы бар$/u,
  /^(çeviri ve )?altyaz[ıi]( m k| mk)?$/u,
  /^(izlediğiniz|dinlediğiniz) için teşekkür(ler| ederim| ederiz)$/u,
  /^abone ol(un|mayı unutmayın)?( .{0,60})?$/u,
];

/** A sound named instead of words: `[музыка]`, `(applause)`, `*silence*`, `♪♪`. */
const soundTag = /^(?:[[(*♪][^\])*♪]{0,40}[\])*♪][\s.…]*)+$/u;

/** More than this many words a second is not speech (fast speakers reach five). */
const fastestWordsPerSecond = 8;

/** The Turkish capital İ leaves a dot of its own behind when it is made small. */
function words(text: string): string[] {
  const small = text.normalize('NFC').toLowerCase().replaceAll('\u0307', '');
  return small.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Eight words or more that are nothing but one phrase of up to eight words, four times over; people stop at "да, да, да". */
function isLoop(said: readonly string[]): boolean {
  if (said.length < 8) return false;
  for (let size = 1; size <= 8 && size * 4 <= said.length; size += 1) {
    if (said.every((word, index) => word === said[index % size])) return true;
  }
  return false;
}

/**
 * Whether a transcript is what a speech model invents for silence or noise. `seconds`: the note's length, where known.
 * Only for transcripts: the same words typed by a customer are a message like any other.
 */
export function isHallucination(transcript: string, seconds?: number): boolean {
  const said = words(transcript);
  const plain = said.join(' ');
  if (soundTag.test(transcript.trim())) return true;
  if (credits.some((credit) => credit.test(plain))) return true;
  if (isLoop(said)) return true;
  return seconds !== undefined && said.length > 10 && said.length / seconds > fastestWordsPerSecond;
}

/** People do name a thing or two of the business and say no more; so many of its words without any other are an echo. */
const fewestEchoed = 3;

/** What a model puts between words that it lists. */
const joints = new Set([
  'и',
  'а',
  'или',
  'да',
  'в',
  'на',
  'және',
  'мен',
  'пен',
  'бен',
  'де',
  'and',
  'or',
  'the',
]);

/** Endings are this long at most, in letters, and what is left of a word tells it from others from four letters on. */
const longestEnding = 2;
const shortestStem = 4;

/**
 * Whether a transcript is made of what was sent along to help the spelling and nothing else, in whatever order, part and form
 * of the words, said once or often: there was nothing to hear. One of the names sent along, said once, is an answer.
 */
function isEcho(transcript: string, prompted: string): boolean {
  const told = wordSet(words(prompted));
  const said = words(transcript).filter((word) => told.words.has(word) || !joints.has(word));
  if (said.length === 0 || !said.every((word) => isAmong(word, told))) return false;
  const names = prompted.split(/[,;\n]/).map((name) => words(name).join(' '));
  const phrase = said.join(' ');
  if (names.length > 1 && phrase === names.filter((name) => name !== '').join(' ')) return true;
  if (names.includes(phrase) && said.length <= fewestEchoed) return false;
  return said.length >= fewestEchoed;
}

interface WordSet {
  words: ReadonlySet<string>;
  stems: ReadonlySet<string>;
}

function wordSet(list: readonly string[]): WordSet {
  return { words: new Set(list), stems: new Set(list.flatMap(stemsOf)) };
}

function isAmong(word: string, { words: known, stems }: WordSet): boolean {
  return known.has(word) || stemsOf(word).some((stem) => stems.has(stem));
}

/** What a word may be without an ending. */
function stemsOf(word: string): string[] {
  const lengths = Array.from({ length: longestEnding + 1 }, (_, ending) => word.length - ending);
  return lengths.filter((length) => length >= shortestStem).map((length) => word.slice(0, length));
}

/** Whether a service invented this transcript: by its words, their number, or what it was told beforehand. */
export function isInvented({ text, prompted }: Transcript, seconds: number | undefined): boolean {
  return isHallucination(text, seconds) || (prompted !== undefined && isEcho(text, prompted));
}

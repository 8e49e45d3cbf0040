/**
 * What speech models write when there was nothing to hear: the credits and farewells of the subtitled videos that they
 * learned from. Each must be the whole transcript, so that a customer who says such words among others is heard.
 */
const credits: readonly RegExp[] = [
  /^(редактор|корректор|субтитры|субтитр|перевод|озвучка)( субтитров)?( сделал[аи]?| создавал[аи]?| подготовил[аи]?| предоставил[аи]?| добавил[аи]?| и|:| от|$).*$/u,
  /^.*(dimatorzok|диматорзок|amara ?org|а ?семкин|а ?синецкая|а ?егорова).*$/u,
  /^продолжение следует( .{0,20})?$/u,
  /^(всем )?(спасибо|благодарю)( вам)?( всем)? за (просмотр|внимание)( .{0,40})?$/u,
  /^(подписывайтесь|подпишитесь)( .{0,60})?$/u,
  /^ставьте лайки?( .{0,60})?$/u,
  /^(thanks|thank you)( so much| very much)? for (watching|listening|viewing)( .{0,40})?$/u,
  /^(please )?(like and )?subscribe( .{0,60})?$/u,
  /^(subtitles|captions|transcription|translated|transcribed) (by|created|made)( .*)?$/u,
  /^see you (in the )?next (video|time)$/u,
  /^көргендеріңізге рахмет( .{0,40})?$/u,
  /^назарларыңызға рахмет( .{0,40})?$/u,
  /^(арнаға|каналға) жазылыңыз(дар)?( .{0,60})?$/u,
  /^жалғасы бар$/u,
  /^(altyazı|çeviri)( .{0,60})?$/u,
  /^(izlediğiniz|dinlediğiniz) için teşekkür(ler| ederim| ederiz)$/u,
  /^abone ol(un|mayı unutmayın)?( .{0,60})?$/u,
];

/** A sound named instead of words: `[музыка]`, `(applause)`, `*silence*`, `♪♪`. */
const soundTag = /^(?:[[(*♪][^\])*♪]{0,40}[\])*♪][\s.…]*)+$/u;

/** More than this many words a second is not speech (fast speakers reach five). */
const fastestWordsPerSecond = 8;

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
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

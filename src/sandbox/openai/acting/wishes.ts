import { foldLetters } from '../brain/letters.ts';

/** What a customer may want done. */
export type Wish = 'cancel' | 'move' | 'mine' | 'book' | 'free' | 'request';

/** By the beginnings of words in the three languages, folded; the first that fits is taken. */
const signs: readonly (readonly [Wish, RegExp])[] = [
  [
    'cancel',
    / (отмените|отмени |отменить|отменяю|снимите (мою )?запись|не смогу (прий?ти|придти|прити)|не приду|передумал|болдырма|бас тарт|(жазыл|брон|жазба)\S* (токтат|алып таста|керек емес)|cancel|can ?t (come|make it)|cannot (come|make it)|won ?t (come|make it))/u,
  ],
  [
    'move',
    / (перенес|перенос|перезапиш|другое время|ауыстыр|жылжыт|баска уакыт|reschedul|move (my|the|it)|change (my|the) (booking|appointment|lesson|time)|another time)/u,
  ],
  [
    'mine',
    / (мои запис|моя запис|моей запис|у меня запис|я записан|мен кашан|менин жазыл|менин брон|жазылуым|кашанга жазыл|my (booking|appointment|reservation|lesson)|am i booked|when is my)/u,
  ],
  [
    'book',
    / (запишите|запиши |запишусь|записаться|записать|заброн|бронир|жазып кой|жазыныз|жазылай|жазылгым|жазылсам|жазылу|брондап|брондагым|book |sign (me )?up|enrol|reserve|make an appointment|put me down)/u,
  ],
  [
    'request',
    / (заявк|перезвон|позвоните мне|свяжитесь со мно|(хочу|можно|хотел\S*( бы)?) (заказать|купить|оформить)|оформите|отиним|тапсырыс бер|конырау шал|хабарласы|call me|call back|callback|leave a request|place an order|to order|contact me)/u,
  ],
  [
    'free',
    / (свободн|есть (ли )?(мест|окн|окош|врем)|какое время|бос (уакыт|орын|кез)|орын бар|уакыт бар|free (time|slot|place)|availab|any (slot|time))/u,
  ],
];

/** Things that are cancelled, moved or asked for and are no bookings. */
const otherThings = / (заказ|подписк|доставк|тапсырыс|order|delivery|subscription)/u;

/** Somebody asks how it is done, or whether it may be. */
const howTo =
  / (как|каким образом|можно ли|могу ли|нужно ли|калаи|бола ма|how|what happens|is it possible) /u;

/** What the customer wants done; undefined: nothing that is plain. */
export function wishOf(said: string): Wish | undefined {
  const words = ` ${foldLetters(said)} `;
  const wish = signs.find(([, pattern]) => pattern.test(words))?.[0];
  if (wish === undefined || (wish !== 'mine' && wish !== 'free' && howTo.test(words)))
    return undefined;
  const isOther = (wish === 'cancel' || wish === 'move') && otherThings.test(words);
  return isOther ? undefined : wish;
}

/** Whether somebody only agrees. */
export function agrees(said: string): boolean {
  return /^(да|ага|угу|ок|окей|хорошо|давайте|подходит|иа|ия|жарайды|жарай|макул|болады|yes|yep|ok|okay|sure|fine)( |$)/u.test(
    foldLetters(said),
  );
}

/** Whether somebody does not want it any more. */
export function declines(said: string): boolean {
  return /^(нет|не надо|не нужно|никакое|жок|керек емес|no|nope|never mind|none)( |$)/u.test(
    foldLetters(said),
  );
}

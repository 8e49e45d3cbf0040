import type { Token } from './tokens.ts';

/** Begins of the verbs that tell of a deed, and the endings that say who did it: I, we, you were, it was; folded. */
const verb =
  /^(?:жаз(?!ил)|бронд|тирке|жибер|жолда|бер|аит|хабарла|жетки|тапсир|ескерт|озгерт|ауистир|кошир|болдирма|ошир|таста|тексер|кара|шикт|коид|сакта|кост|ениз|расим|раст|шалд|званда|звонда|салд|белгиле|тагаинда|резерв|токтат|сурад|баиланис|жоид|аниктад)/;
const iDid = /[дт]им$/;
const weDid = /[дт]ик$/;
const youWere = /^(?:жазил|тиркел|енизил|косил|коиил|брондал).*(?:диниз|гансиз|генсиз)$/;
const youPut = /^коидиниз$/;
const passive =
  /^(?:бронда|жибер|берил|жеткиз|ауистир|косил|раст|расим|ошир|тирке|жазил|сакта|хабарлан|тексер|кабилдан|жоил|жоиил|болдир|тапсир|жолдан|кошир|резерв|озгертил|тагаиндал|алинип|енизил|жинал|ескерт|коиил|белгилен|орналас)/;
const wasDone = /(?:[лн]ди|лмади|лган|лген|нган|нген)$/;
const theyDid = /^(?:коиди|жазди|тиркеди|брондади|ауистирди|жиберди|хабарлади)$/;
const yours = /низ(?:ди|га|ге|да|де|дин|нин)?$/;
const passiveVerb = /^(?:жазил|тиркел)ип$/;
const doing =
  /^(?:хабарла|жаз|жибер|тексер|кара|аит|бронда|тирке|ауистир|ошир|расимде|жолда|шал|званда|кошир|белгиле|жеткиз|баиланис).*п$/;
const conditional = /[^вр]с[ае](?:м|н|к|низ|низдар|низдер)?$/;
const fromDeed = /[гкн][ае]н+[ае]н$/;

/** Whether a Kazakh sentence says that something was done: its verb stands last, so what makes it a condition stands before, and what denies or quotes it behind. */
export function claimsInKazakh(tokens: readonly Token[], asks: boolean): boolean {
  return tokens.some((token, at) => {
    if (!isDeed(tokens, at)) return false;
    const before = tokens.slice(0, at);
    const after = tokens.slice(at + 1);
    const ownVerb = iDid.test(token.folded);
    if (asks && !(ownVerb && tokens.at(-1)?.clause !== token.clause)) return false;
    if (
      before.some(
        (other) =>
          conditional.test(other.folded) ||
          (other.means.has('ifKk') && !isHour(tokens, tokens.indexOf(other))),
      )
    )
      return false;
    if (after.some(({ means }) => means.has('saying'))) return false;
    return !after
      .slice(0, 2)
      .some(
        ({ means, clause }) =>
          clause === token.clause && (means.has('notKk') || means.has('asking')),
      );
  });
}

/** "түстен кейін" is a time of day, "төлегеннен кейін" a condition. */
function isHour(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.folded === 'кеин' && !fromDeed.test(tokens[at - 1]?.folded ?? '');
}

function isDeed(tokens: readonly Token[], at: number): boolean {
  const { folded = '', means } = tokens[at] ?? {};
  const before = tokens.slice(0, at);
  const has = (meaning: string): boolean => before.some((other) => other.means.has(meaning));
  const isToYou = (): boolean => has('youKk') || before.some((other) => yours.test(other.folded));
  if (means?.has('ongoing') === true) return doing.test(tokens[at - 1]?.folded ?? '');
  if (folded === 'кордим') return has('look');
  if (
    youWere.test(folded) ||
    (youPut.test(folded) && passiveVerb.test(tokens[at - 1]?.folded ?? ''))
  )
    return true;
  if (
    iDid.test(folded) &&
    (verb.test(folded) || (folded.length > 5 && means?.has('heardKk') !== true && isToYou()))
  )
    return !(tokens[at - 1]?.means.has('noted') === true || has('photoKk'));
  if (verb.test(folded) && weDid.test(folded)) return isToYou();
  if (theyDid.test(folded)) return has('objectKk') && !has('eraKk');
  if (!passive.test(folded) || !wasDone.test(folded) || has('toldKk')) return false;
  const toYou = isToYou();
  if ((has('allKk') || has('eraKk')) && !toYou) return false;
  return toYou || (folded.endsWith('ди') && has('itemKk'));
}

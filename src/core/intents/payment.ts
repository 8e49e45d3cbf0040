/** Longer replies are judged by their beginning. */
const mostCharacters = 12_000;

/** Money, and that it has come, near each other in a sentence. */
interface Wording {
  readonly money: string;
  readonly came: string;
  /** What says so in one. */
  readonly alone: RegExp;
  /** Conditions, denials, habits, what is still to come. */
  readonly unless: RegExp;
}

const russian: Wording = {
  money:
    '(?:(?:пред)?оплат[ауы]|плат[её]ж[аи]?|перевод[аы]?|деньги|денег|средства?|аванса?|задат(?:ок|ка)|поступление|транзакция|получение (?:оплаты|платежа|денег|перевода))',
  came: '(?:получен[аоы]?|получил[аи]?|поступил[аио]?|приш(?:[её]л|л[аио])|дош(?:[её]л|л[аио])|прош(?:[её]л|л[аио])|зачислен[аоы]?|зачислил\\p{L}*|зачислились|подтвержд[её]?н[аоы]?|подтвердил[аи]?|подтвердилась|подтверждаю|подтверждаем|принят[аоы]?|принял[аи]?|вижу|видим|видно|увидел[аи]?|засчитан[аоы]?|проведен[аоы]?|проведён|успешн[аоы]|успешно|внесен[аоы]?|внес[её]н)',
  alone:
    /(?<![\p{L}-])(?:оплачен[аоы]?|оплатили (?:успешно|полностью)|(?:спасибо|благодар\p{L}+) за (?:вашу )?(?:пред)?(?:оплату|плат[её]ж|перевод)|чек (?:подтвержд[её]н|принят|проверен|в порядке|верный)|сумм[ауы] [^,]{0,40}?(?:получен|поступил|зачислен|пришл|дошл|внесен)[аоыи]?)(?!\p{L})|^[^\p{L}]*(?:да|ок|отлично|супер|спасибо|ага)[,! ]{1,3}(?:вс[её] )?(?:получил[аи]|приш(?:ло|ли|ла)|поступил[аои]|прошл[аои]|вижу)(?!\p{L})(?!.*(?:заявк|сообщени|вопрос|фото|документ|письм|адрес|резюме|вижу,? что вы|запис))/iu,
  unless:
    /(?<!\p{L})(?:не|нет|без|ни|если|когда|как только|после|чтобы|пока|до того|при|обычно|должн\p{L}*|буд(?:ет|ут)|может|можно|можете|нужно|надо|провер(?:ит|ят|им|ю|ьте|ить)|уточн(?:ит|ят|им|ю|ить)|вопрос|ли|возможно|ожида\p{L}*|ждём оплат\p{L}*|ждем оплат\p{L}*|в работу|возврат\p{L}*|принимаем|принимается|чтобы|прошу|нельзя|дождитесь|вы (?:пишете|написали|сообщили|указали|говорите))(?!\p{L})/iu,
};

const kazakh: Wording = {
  money: '(?:төле[мн]|ақша|аударым|қаражат|аванс|сома)\\p{L}*',
  came: '(?:түсті|түсіпті|түскен|келді|келіпті|қабылданды|қабылдадық|расталды|растаймын|растаймыз|өтті|өтіпті|алдық|алдым|алынды|жетті|көріп тұрмын|көріп отырмын|көріп тұрмыз|көрдік|көрінеді|сәтті)',
  alone:
    /(?<!\p{L})(?:төленді|төленіпті|төленген|(?:төлем|аударым|төле)\p{L}* (?:үшін )?(?:рақмет|рахмет)|чек (?:расталды|қабылданды|тексерілді))(?!\p{L})/iu,
  unless:
    /(?<!\p{L})(?:жоқ|емес|егер|болса|түссе|келсе|кейін|соң|түскенде|әлі|түспе\p{L}*|келме\p{L}*|тексер(?:еді|ейін|еміз|іп)\p{L}*|керек|болады|мүмкін|күт\p{L}*|ма|ме|ба|бе|па|пе|әдетте|әр|дейсіз|айттыңыз)(?!\p{L})/iu,
};

const english: Wording = {
  money: '\\b(?:payment|prepayment|transfer|deposit|money|funds|transaction)\\b',
  came: '(?:\\breceived\\b|\\b(?:went|gone|came|come) through\\b|\\barrived\\b|\\b(?:is|was|been|now) (?:confirmed|cleared|credited|complete|completed|successful|verified|accepted|processed|in)\\b|\\bI (?:can )?(?:now )?(?:see|confirm)\\b|\\bwe (?:can )?(?:now )?(?:see|confirm|got|have got)\\b|\\bsuccessful(?:ly)?\\b|\\bcleared\\b|\\bgot your\\b)',
  alone:
    /\b(?:thanks|thank you) for (?:your |the )?(?:pre)?(?:payment|paying|transfer|deposit)\b|\b(?:order|invoice|booking|bill|course|lesson|it|everything|receipt) (?:is|was|has been|['’]s been) (?:now )?(?:fully )?(?:paid|verified)\b|\bpaid in full\b|\byou(?: have|['’]ve) (?:successfully )?paid\b|\bmarked (?:it |this |your \w+ )?as paid\b/iu,
  unless:
    /\b(?:not|no|never|cannot|if|once|when|whenever|after|until|unless|before|will|would|should|could|may|might|must|whether|to check|check whether|as soon as|usually|normally|always|by card|in cash|refund\w*|verify|let me check|waiting|pending|you (?:say|said|wrote|mention\w*))\b|n['’]t\b/iu,
};

const wordings = [russian, kazakh, english].map(({ money, came, alone, unless }) => ({
  near: new RegExp(
    `(?<!\\p{L})${money}(?!\\p{L})(?:[^,–—]{0,100}?(?<!\\p{L})|.{0,100}?[,–—] )${came}(?!\\p{L})|(?<!\\p{L})${came}(?!\\p{L})[^,:;()–—]{0,40}?(?<!\\p{L})${money}(?!\\p{L})`,
    'iu',
  ),
  alone,
  unless,
}));

/** None of them matches a text without one of these. */
const hint =
  /плат|плач|перевод|деньг|денег|средств|сумм|аванс|задат|поступ|транзакц|приш|получил|прошл|вижу|чек|төле|ақша|аударым|қаражат|сома|pay|paid|transfer|deposit|money|funds|transaction|verified/iu;

/** Whether a bot's reply says as a fact that money has come. Russian, Kazakh and English; conditions, questions, denials and habits say nothing of the kind. */
export function confirmsPayment(text: string): boolean {
  if (!hint.test(text)) return false;
  const sentences = text.slice(0, mostCharacters).match(/[^.!?…;\n]+[.!?…;\n]*/gu) ?? [];
  return sentences.some((sentence) => {
    if (sentence.includes('?')) return false;
    const plain = sentence.slice(0, 400).replace(/[*_~]/g, '').replace(/\s+/g, ' ');
    return wordings.some(
      ({ near, alone, unless }) => (near.test(plain) || alone.test(plain)) && !unless.test(plain),
    );
  });
}

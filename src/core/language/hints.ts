/**
 * Words that are frequent in a language and are none in Russian, Kazakh or English, however those are typed. By the
 * language's ISO 639-3 code, in lower case. Languages that are not here are told only by a script of their own.
 */
const hints = {
  tur: 've için icin çok cok değil degil lütfen lutfen istiyorum nasıl nasil merhaba teşekkürler tesekkurler gibi kadar olarak benim ile ama',
  azj: 'üçün və çox necə deyil istəyirəm mənim xahiş edirəm neçə qədər nə var üzrə',
  uzn: "uchun bilan va kerak emas lekin ham iltimos yaxshi hozir nima qachon yo'q bo'ladi bo'lsa haqida qancha narxi assalomu учун билан керак эмас лекин ҳам илтимос яхши ҳозир нима қачон йўқ бўлади бўлса ҳақида ва",
  deu: 'und ich ist nicht möchte für mit kann sie haben bitte wir auf wie den dem gibt eine einen',
  fra: "je vous est les des pour une pas que avec dans nous bonjour merci combien voudrais c'est sont",
  spa: 'los las que una con cuánto cuanto quiero hola gracias cómo quisiera tengo puedo usted muy está por',
  por: 'não uma você com quero obrigado obrigada quanto olá gostaria meu minha são está posso',
  ita: 'che non una sono con vorrei quanto grazie ciao buongiorno gli della mio mia posso è per',
  pol: 'się jest czy dzień dobry chciałabym chciałbym proszę dziękuję kosztuje jak nie że',
  nld: 'ik het een niet voor met mijn wij graag hoe veel bent dank van',
  ind: 'saya yang untuk dan tidak dengan ini itu berapa apa kami bisa ingin terima kasih',
  vie: 'tôi không muốn cho là bao nhiêu và của có được xin chào cảm',
  ukr: 'що скільки дякую ласка дуже чи від є та або мені треба хотіла хотів це як для й',
  bel: 'колькі каштуе калі ласка дзякуй дзень гэта вельмі ў хацела хацеў што для',
  kir: 'эмес эле экен болот кылып эмне саламатсызбы саламатсыздарбы ошол ушул үчүн',
  tat: 'һәм белән өчен түгел бик нинди ничек исәнмесез күпме безнең сезнең',
  tgk: 'барои мехоҳам чанд аст лутфан ҳаст бо дар инро шумо метавонам',
  khk: 'байна юу энэ сайн уу вэ гэж танд миний болон',
} as const;

/** Letters that Russian, English, and Kazakh in any of its alphabets lack, by the same codes. */
const ownLetters = {
  tur: /ç/g,
  azj: /[əç]/g,
  uzn: /[ўҳ]/g,
  deu: /ß/g,
  fra: /[çèêàœ]/g,
  spa: /[¿¡]/g,
  por: /[ãõç]/g,
  ita: /[àèìò]/g,
  pol: /[łąęśćżź]/g,
  vie: /[ơưđạảấầậẹềếệịọốồộớờợụủứừữự]/g,
  ukr: /[їєґ]/g,
  bel: /ў/g,
  tat: /җ/g,
  tgk: /[ҳҷӣӯ]/g,
} as const;

/** So many such words and letters, counted each time they stand there, make a language possible. */
const enough = 2;

/** The languages, by their ISO 639-3 codes, that a text may be in by its words and letters. */
export function hintedLanguages(text: string): string[] {
  const lower = text.toLowerCase();
  const words = lower.replace(/[’‘ʼʻ`]/g, "'").match(/\p{L}[\p{L}\p{M}']*/gu) ?? [];
  return Object.entries(hints).flatMap(([code, list]) => {
    const known = new Set(list.split(' '));
    const found = words.filter((word) => known.has(word)).length;
    return found + lettersOf(code, lower) >= enough ? [code] : [];
  });
}

function lettersOf(code: string, text: string): number {
  const own = Object.entries(ownLetters).find(([known]) => known === code)?.[1];
  return own === undefined ? 0 : (text.match(own)?.length ?? 0);
}

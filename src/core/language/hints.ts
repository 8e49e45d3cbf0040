/**
 * Words that are frequent in a language and rare or none in Russian, Kazakh or English, however those are typed. By the
 * language's ISO 639-3 code, in lower case. Languages that are not here are told only by a script of their own.
 */
const hints = {
  tur: 've için icin çok cok değil degil lütfen lutfen istiyorum nasıl nasil merhaba teşekkürler tesekkurler gibi kadar benim veya yok önce sonra eğer birlikte tarafından içinde bütün hangi neden nerede zaman yapmak olmayan oldu göre daha tüm henüz bana sizin misiniz musunuz',
  azj: 'üçün və çox necə deyil istəyirəm mənim xahiş edirəm neçə qədər üzrə mən harada əgər təşəkkür sağ olun deyən edə edir',
  uzn: "uchun bilan kerak emas lekin ham iltimos yaxshi hozir nima qachon yo'q bo'ladi bo'lsa haqida qancha narxi assalomu yoki agar qanday rahmat ekan bo'lgan keyin учун билан керак эмас лекин ҳам илтимос яхши ҳозир нима қачон йўқ бўлади бўлса ҳақида қанча нархи ёки агар қандай раҳмат мумкин бўлган кейин ушбу экан",
  deu: 'und ich ist nicht möchte für mit kann sie haben bitte wir auf wie den dem gibt eine einen der das ein zu werden wird oder beim können keine kein muss wurde als zum wenn einer durch diese aus mehr ohne noch nur sind von des bei sich auch mein meine ihre ihnen hallo danke guten was wann viel kostet soll nach',
  fra: "je vous est les des pour une pas que avec dans nous bonjour merci combien voudrais c'est sont le du un sur et au être peut n'est d'un d'une cette ce aucun aucune votre mon ma mes où quel quelle comme entre plus trop même qui été à",
  spa: 'los las que una con cuánto cuanto quiero hola gracias cómo quisiera tengo puedo usted muy está por el un del para es al se puede este esta como desde debe tiene más sólo pueden cuando mi su hay buenos buenas días tardes de en',
  por: 'não uma você com quero obrigado obrigada quanto olá gostaria meu minha são posso um dos os ao pode foi quando muito só nome estão em bom dia',
  ita: 'che non sono vorrei grazie ciao buongiorno gli della mio mia è per il di le delle nel nella essere può questo questa come deve dei degli alla più anche lo costa',
  pol: 'się jest czy dzień dobry chciałabym chciałbym proszę dziękuję kosztuje jak nie że można lub być przez tylko aby jeśli dla przy może użyj podczas niż oraz ile mój moje ze',
  nld: 'ik het een niet voor met mijn wij graag hoe veel bent dank van geen wordt worden naar als zijn deze aan uit waar tussen moeten wanneer heeft bij dit kan kost goedendag wil in',
  ind: 'saya yang untuk dan tidak dengan ini itu berapa apa kami bisa ingin terima kasih dari dapat pada sebuah harus hanya jika anda bukan dalam ke ada apakah saat lebih akan oleh selamat',
  vie: 'tôi không muốn cho là bao nhiêu và của có được xin chào cảm thể các đã chỉ một với này phải trong để chưa bị',
  ukr: 'що скільки дякую ласка дуже чи від є або мені треба хотіла хотів це як для й можна якщо який яка які після щодо лише під має цього цей із ваш добрий доброго',
  bel: 'колькі каштуе калі дзякуй дзень гэта вельмі ў хацела хацеў што гэты гэтага быць толькі каб ці мае якія з',
  kir: 'эмес эле экен болот кылып эмне саламатсызбы саламатсыздарбы ошол ушул үчүн болгон кийин канча керекпи болобу рахмат ордуна',
  tat: 'һәм белән өчен түгел бик нинди ничек исәнмесез күпме безнең сезнең булыр икән дә',
  tgk: 'барои мехоҳам чанд аст лутфан ҳаст бо дар инро шумо метавонам ва ки аз ман ба ҳар ё нест салом',
  khk: 'байна юу энэ сайн уу вэ гэж танд миний болон эсэх хэрэв үү дээр бол нь байх би хэд',
  ces: 'není nelze být jestli při která které který musí může pokud nebo jako prosím děkuji dobrý den kolik stojí chtěl chtěla jsem jsou za je pro',
  ron: 'în pentru să și care poate sunt trebuie fost această acest mulțumesc bună ziua cât costă vreau nu cu din fără',
  swe: 'inte för på och att det som är från eller när med jag vill tack hej mycket kostar har till av ett en om',
  hun: 'egy nem és vagy hogy nincs csak meg köszönöm szeretném mennyibe kerül jó napot',
} as const;

/** Letters, and what stands in words, that Russian, English, and Kazakh in any of its alphabets lack, by the same codes. */
const ownSigns = {
  tur: /ç|[iıuü]yor/g,
  azj: /[əç]/g,
  uzn: /[ўҳ]/g,
  kir: /өө|үү|ээ|(?<!о)оо(?!о)/g,
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
  ces: /[ěřů]/g,
  ron: /[ășț]/g,
  hun: /[őű]/g,
} as const;

/** A language that a text may be in: `signs` is how many of its words and letters stand there, each time counted. */
export interface Hint {
  code: string;
  signs: number;
}

/** The codes of the languages in which a word is a hint; made when the first text is looked at. */
let codesOfWords: ReadonlyMap<string, readonly string[]> | undefined;

/** The languages that a text may be in by its words and letters, the one with most signs first. */
export function hintsOf(text: string): Hint[] {
  codesOfWords ??= indexed();
  const lower = text.toLowerCase();
  const words = lower.replace(/[’‘ʼʻ`]/g, "'").match(/\p{L}[\p{L}\p{M}']*/gu) ?? [];
  const signs = new Map(
    Object.entries(ownSigns).map(([code, own]) => [code, lower.match(own)?.length ?? 0]),
  );
  for (const word of words)
    for (const code of codesOfWords.get(word) ?? []) signs.set(code, (signs.get(code) ?? 0) + 1);
  return Object.keys(hints)
    .map((code) => ({ code, signs: signs.get(code) ?? 0 }))
    .filter((hint) => hint.signs > 0)
    .toSorted((a, b) => b.signs - a.signs);
}

function indexed(): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const [code, list] of Object.entries(hints)) {
    for (const word of new Set(list.split(' ')))
      codes.set(word, [...(codes.get(word) ?? []), code]);
  }
  return codes;
}

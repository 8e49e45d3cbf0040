/** Words of which a yes is made, and words that may stand beside one. */
const yes =
  'да ага угу верно правильно подтверждаю согласен согласна ок окей хорошо ладно давайте давай конечно точно именно иә иа ия дұрыс жарайды мақұл болады растаймын келісемін әрине yes yep yeah yup ok okay sure correct right confirm confirmed agreed absolutely';
const beside =
  'всё все так это я пожалуйста спасибо вас записывайте бронируйте оформляйте отлично супер мне подходит рахмет сіз солай бәрі барлығы жазыңыз please thanks thank you that is it s all do go ahead great perfect';

/** The longest yes, in UTF-16 units and in words. */
const longest = 60;
const mostWords = 6;

/** Whether a message is a yes in Russian, Kazakh or English and nothing else: no question, no figure, no other word. */
export function saysYes(text: string): boolean {
  const said = text.trim();
  if (/^(?:\+|👍\p{Emoji_Modifier}?|👌\p{Emoji_Modifier}?|✅)+[.!]*$/u.test(said)) return true;
  if (said.length > longest || /[?\d]/.test(said)) return false;
  const words = said.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const [agreeing, others] = [yes.split(' '), beside.split(' ')];
  return (
    words.length > 0 &&
    words.length <= mostWords &&
    words.some((word) => agreeing.includes(word)) &&
    words.every((word) => agreeing.includes(word) || others.includes(word))
  );
}

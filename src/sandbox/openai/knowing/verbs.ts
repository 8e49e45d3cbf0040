/** How verbs end in Russian, folded. */
const russian =
  /..(?:ть|ти|ться|тся|чься?|[еи]те|[еи]тесь|[еи]шь|[аяоеу]ю|[чжшщ]у|[аяую]т|[аяуеид]ет|ит|лся)$|..(?:[дш][еу]м?|л[аио]сь|[аияеыу]л[аио]?|йте|[ауеияд]ем|[ие]мся|ишься|[ую]сь)$/;

/** The same in Kazakh. */
const kazakh =
  /..(?:[дт][ыи])(?:м|к|н|ныз|низ|лар)?$|...с[ае](?:м|к|н|ныз|низ)?$|..(?:уга|уге|[ыи]п|[аие]т[ыи]н|[аиео]м[ыи]н|[аие]с[ыи]н|[аие]с[ыи]з|[аие]с[ыи]здар|[аие]сиздер|[гк][ае]н|г[ыи]м)(?:[бм][ае])?$/;

/** Whether a folded word looks like a verb: what is done says less than what it is done with. */
export function looksLikeVerb(word: string): boolean {
  return word.length > 3 && (russian.test(word) || kazakh.test(word));
}

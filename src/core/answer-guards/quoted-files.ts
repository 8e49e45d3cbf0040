/** Words for what a customer has sent, in the three languages, with which an answer says whose figures it repeats. */
const ofFile =
  /(?:ваш\p{L}*|присланн\p{L}*|этом|этой|вложенн\p{L}*|сіз(?:дің)?|жіберген|your|the|this|attached)\s+(?:\p{L}+\s+)?(?:документ|файл|фото|снимк|картинк|таблиц|прайс|чек|квитанц|құжат|сурет|кесте|picture|photo|image|document|file|table|list|receipt|screenshot)|^(?:в|на|по)\s+(?:документ|файл|фото|снимк|таблиц)|^(?:құжат|сурет|файл)/iu;

/**
 * An answer without what it repeats from the files of its customer and says so («в вашем документе …», also as a list under
 * such words): those figures are no claim about the business. Takes off only what `stands` in the files.
 */
export function withoutQuotedFiles(text: string, stands: (piece: string) => boolean): string {
  let isUnder = false;
  const pieces = text.split(/(?<=[.!?…])\s+|(\n+)/).filter((piece) => piece !== undefined);
  return pieces
    .filter((piece) => {
      if (/^\n+$/.test(piece)) {
        isUnder &&= piece.length === 1;
        return true;
      }
      const names = ofFile.test(piece.trim());
      isUnder = names ? /:\s*$/.test(piece) : isUnder;
      return !((names || isUnder) && stands(piece));
    })
    .join(' ');
}

/** Whether anything of a text can be read: a letter, a digit, a picture. */
export function isReadable(text: string): boolean {
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text);
}

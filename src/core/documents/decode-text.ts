/** The text of a file as editors and Excel write it: UTF-8, UTF-16 with its mark, or windows-1251. Undefined where it is no text. */
export function decodeAnyEncoding(bytes: Uint8Array): string | undefined {
  const text = decoded(bytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  return text.includes('\0') ? undefined : text.normalize('NFC');
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** Whether Kazakh letters seem to have been lost: Excel writes `?` for them where it saves windows-1251. */
export function hasLostLetters(text: string): boolean {
  return (text.match(/\p{Script=Cyrillic}\?\p{Script=Cyrillic}/gu) ?? []).length >= 2;
}

const resave = 'save it again as UTF-8 (Notepad: File, Save as, Encoding: UTF-8)';

/** The text of a file in UTF-8, with its mark or without; otherwise what is the matter with it and what to do. */
export function decodeText(bytes: Uint8Array): string | { problem: string } {
  if (isWide(bytes)) return { problem: `it is not UTF-8 text but UTF-16 ("Unicode"): ${resave}` };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      problem: `it is not UTF-8 text (line ${badLine(bytes)} has letters of another encoding, such as Windows-1251): ${resave}`,
    };
  }
}

/** Two bytes a letter, as older Notepads and PowerShell write: by the mark, or by the empty half of every Latin letter. */
function isWide(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0)
  );
}

/** The first line that is not UTF-8, counted from 1. A line end is never a part of another letter. */
function badLine(bytes: Uint8Array): number {
  for (let [line, at] = [1, 0]; ; line += 1) {
    const end = bytes.indexOf(0x0a, at);
    const part = bytes.subarray(at, end < 0 ? bytes.length : end);
    if (end < 0 || !Buffer.from(Buffer.from(part).toString('utf8')).equals(part)) return line;
    at = end + 1;
  }
}

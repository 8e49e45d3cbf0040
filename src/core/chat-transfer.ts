import { isExportedChat, type Chats, type ExportedChat } from './chats.ts';
import { withoutDevice } from './phone.ts';

/** A line that could not be taken in. */
export interface RefusedLine {
  /** Counted from 1. */
  line: number;
  reason: string;
}

/** What became of the lines of an import. */
export interface Imported {
  imported: number;
  /** What is here is as new, or newer, and stayed. */
  unchanged: number;
  refused: RefusedLine[];
}

/** A chat on one line, as `importChats` reads it. */
export function exportedLine(chat: ExportedChat): string {
  return JSON.stringify(chat);
}

/** Takes in chats, one on a line, from UTF-8 bytes. What is no chat is named by its number, and the rest is taken in. */
export async function importChats(chats: Pick<Chats, 'import'>, bytes: AsyncIterable<Uint8Array>): Promise<Imported> {
  const result: Imported = { imported: 0, unchanged: 0, refused: [] };
  let line = 0;
  for await (const text of linesOf(bytes)) {
    line += 1;
    if (text.trim() === '') continue;
    const chat = readLine(text);
    if (typeof chat === 'string') result.refused.push({ line, reason: chat });
    else if (await chats.import(chat)) result.imported += 1;
    else result.unchanged += 1;
  }
  return result;
}

/** The chat on a line, or why there is none. */
function readLine(text: string): ExportedChat | string {
  try {
    const value: unknown = JSON.parse(text);
    return isExportedChat(value)
      ? { ...value, chat: withoutDevice(value.chat) }
      : 'is not a chat as `wabot history export` writes it';
  } catch {
    return 'is not JSON';
  }
}

/** Only line feeds end a line: JSON may hold what other readers take for the end of one. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

import { readFile } from 'node:fs/promises';
import { decodeText } from './decode-text.ts';
import { fileErrorCode } from './file-error.ts';
import { shownPath } from './shown-path.ts';

/** The keys and places that lead to something in a file. */
export type YamlPath = readonly (string | number)[];

/** What a file in YAML holds, as plain data, and where it stands. */
export interface YamlFile {
  /** Undefined for an empty file, and where there are faults. */
  value: unknown;
  /** Why it cannot be read, one line each with its place; empty when it can. */
  faults: string[];
  /** A fault of what stands at a path, with the file and the line; of what is not there: the line of what it belongs to. */
  faultAt(path: YamlPath, problem: string): string;
  /** The line of what stands at a path, from 1; of what is not there: the line of what it belongs to. */
  lineAt(path: YamlPath): number;
}

/** A larger file holds something else, in bytes. */
const mostBytes = 1_000_000;

/** References (`*name`) that are followed: more of them make a small file a huge one. */
const mostAliases = 100;

/** Reads a file in YAML 1.2, or JSON. Never rejects: what is wrong with the file is among its faults. */
export async function readYamlFile(path: string): Promise<YamlFile> {
  const file = shownPath(path);
  const unread = (problem: string): YamlFile => ({
    value: undefined,
    faults: [`${file}: ${problem}`],
    faultAt: (_, why) => `${file}: ${why}`,
    lineAt: () => 1,
  });
  try {
    const bytes = await readFile(path);
    if (bytes.length > mostBytes) return unread('it is larger than 1 MB');
    const text = decodeText(bytes);
    return typeof text === 'string' ? await parseYaml(text, file) : unread(text.problem);
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === undefined) throw error;
    return unread(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`);
  }
}

/** Reads a text in YAML as `readYamlFile` does; `file` is how its faults name it. */
export async function parseYaml(text: string, file: string): Promise<YamlFile> {
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number): number => lines.linePos(offset).line || 1;
  const at = (line: number, problem: string): string => `${file}, line ${line}: ${problem}`;

  /** The thing itself, where a reference stands for it, and one step further in with the place where that begins. */
  const step = (from: unknown, key: string | number): { to: unknown; offset?: number } => {
    const node = isAlias(from) ? from.resolve(document) : from;
    if (isSeq(node) && typeof key === 'number') {
      const to: unknown = node.items[key];
      return { to, ...offsetOf(to) };
    }
    const pair = isMap(node)
      ? node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key))
      : undefined;
    return { to: pair?.value, ...offsetOf(pair?.key) };
  };
  const lineAt = (path: YamlPath): number => {
    let [node, line]: [unknown, number] = [document.contents, 1];
    for (const key of path) {
      const { to, offset } = step(node, key);
      if (offset === undefined) break;
      [node, line] = [to, lineOf(offset)];
    }
    return line;
  };
  const faultAt = (path: YamlPath, problem: string): string => at(lineAt(path), problem);
  const faults = document.errors.map(({ pos: [offset], message }) =>
    at(lineOf(offset), `it is not YAML: ${message.split('\n')[0] ?? ''}`),
  );
  if (faults.length > 0) return { value: undefined, faults, faultAt, lineAt };
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }), faults, faultAt, lineAt };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { value: undefined, faults: [at(1, `it is not YAML: ${why}`)], faultAt, lineAt };
  }
}

function offsetOf(node: unknown): { offset?: number } {
  if (typeof node !== 'object' || node === null || !('range' in node)) return {};
  const { range } = node;
  const first: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof first === 'number' ? { offset: first } : {};
}

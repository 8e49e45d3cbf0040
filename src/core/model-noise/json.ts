/** The place behind the bracket that closes the one at this place, strings aside; undefined when none does. One pass. */
export function balancedEnd(text: string, at: number): number | undefined {
  const token = /"[^"\\]*(?:\\[^][^"\\]*)*"?|[[{]|[\]}]/g;
  token.lastIndex = at;
  let depth = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '{' || found[0] === '[') depth += 1;
    else if (found[0] === '}' || found[0] === ']') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

/** The value of a JSON text, also of one with line ends within its strings, a comma too many or Python's quotes; undefined for anything else. */
export function lenientJson(text: string): unknown {
  return (
    parsed(text) ??
    parsed(repaired(text)) ??
    (/^\[?\s*\{\s*'/.test(text) ? parsed(ofPython(text)) : undefined)
  );
}

const pythonWords: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
};

function ofPython(text: string): string {
  return text.replace(
    /'([^'\\]*(?:\\[^][^'\\]*)*)'|\b(?:True|False|None)\b/g,
    (found, inside?: string) =>
      inside === undefined
        ? (pythonWords[found] ?? found)
        : JSON.stringify(inside.replaceAll("\\'", "'").replaceAll('\\n', '\n')),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const controls: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function repaired(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"?|,\s{0,99}(?=[}\]])/g, (found) =>
    found.startsWith(',') ? '' : found.replace(/[\n\r\t]/g, (control) => controls[control] ?? ''),
  );
}

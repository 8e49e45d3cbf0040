type Value = string | Value[] | { [name: string]: Value };

interface Line {
  indent: number;
  text: string;
}

/**
 * The documents of a YAML file that uses only maps, lists and plain or quoted words, one to a line. Throws at anything else,
 * at a tab and at a name that stands twice: where this reader stumbles, people do, too.
 */
export function readYaml(text: string): Value[] {
  return text.split(/^---\n/m).map((document) => {
    const lines = document
      .split('\n')
      .filter((line) => !/^\s*(#.*)?$/.test(line))
      .map((line): Line => ({ indent: line.search(/\S/), text: line.trim() }));
    const value = block(lines, 0);
    if (lines.length > 0) throw new Error(`not understood: ${lines[0]?.text}`);
    return value;
  });
}

function block(lines: Line[], indent: number): Value {
  return lines[0]?.text.startsWith('- ') ? list(lines, indent) : map(lines, indent);
}

function list(lines: Line[], indent: number): Value[] {
  const values: Value[] = [];
  while (lines[0]?.indent === indent && lines[0].text.startsWith('- ')) {
    const inner = lines[0].text.slice(2);
    if (/^[\w.-]+:( |$)/.test(inner)) {
      lines[0] = { indent: indent + 2, text: inner };
      values.push(map(lines, indent + 2));
    } else {
      lines.shift();
      values.push(scalar(inner));
    }
  }
  return values;
}

function map(lines: Line[], indent: number): Value {
  const entries: Record<string, Value> = {};
  while (lines[0]?.indent === indent && !lines[0].text.startsWith('- ')) {
    const [, name, rest] = /^([\w./-]+):(?: (.+))?$/.exec(lines.shift()?.text ?? '') ?? [];
    if (name === undefined || name in entries) throw new Error(`not a name, or there twice: ${name}`);
    const deeper = lines[0] !== undefined && (lines[0].indent > indent || isListOf(lines[0], indent));
    entries[name] = rest === undefined ? (deeper ? block(lines, lines[0]?.indent ?? 0) : '') : scalar(rest);
  }
  return entries;
}

function isListOf({ indent, text }: Line, of: number): boolean {
  return indent === of && text.startsWith('- ');
}

function scalar(text: string): Value {
  if (text === '{}') return {};
  const [, , quoted] = /^(["'])([^"'\\]*)\1$/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  if (/^[\w./][^#{}[\]&*!|>'"%@`\t]*$|^--[\w-]+$/.test(text) && !/: |^(yes|no|on|off)$/i.test(text)) return text;
  throw new Error(`not a plain word: ${text}`);
}

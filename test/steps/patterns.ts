import { parseSync, Visitor } from 'oxc-parser';
import { sources } from '../sources.ts';

/** A regular expression that is written in a file of ours. */
export interface Written {
  path: string;
  pattern: RegExp;
}

/** Every literal regular expression in the product. */
export function patterns(): Written[] {
  return sources('src').flatMap(({ path, text }) => {
    const found: Written[] = [];
    const visitor = new Visitor({
      Literal(node) {
        if ('regex' in node)
          found.push({ path, pattern: new RegExp(node.regex.pattern, node.regex.flags) });
      },
    });
    visitor.visit(parseSync(path, text).program);
    return found;
  });
}

/** What may make this very expression go over a text again and again: each sign in it alone, and each two beside each other. */
export function ownShapes({ source }: RegExp, length: number): string[] {
  const signs = [...source.replace(/\\[dDwWsSbBpP](?:\{[^}]*\})?/g, ' ').matchAll(/[^\\]/gu)].map(
    ([sign]) => sign,
  );
  const units = new Set(
    signs.flatMap((sign, index) => [
      sign,
      sign + (signs[index + 1] ?? ' '),
      `${sign} `,
      `${sign}a`,
    ]),
  );
  return [...units].map(
    (unit) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length - 3) + 'a\n!',
  );
}

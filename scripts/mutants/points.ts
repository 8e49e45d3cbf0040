import {
  parseSync,
  Visitor,
  type BinaryExpression,
  type CallExpression,
  type Expression,
  type LogicalExpression,
  type Node,
  type Program,
} from 'oxc-parser';

/** A single change to the code: what stands between two places of a file is replaced. */
export interface Point {
  /** From the root, with forward slashes. */
  path: string;
  line: number;
  start: number;
  end: number;
  replacement: string;
  /** What is changed, for people. */
  change: string;
}

const flipped: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
};

interface Span {
  start: number;
  end: number;
}

type Found = (span: Span, replacement: string, change: string) => void;

/**
 * Every place of a file at which one change makes other code: a comparison flipped, a condition negated, a call, an await or
 * a returned value dropped, a number or a boolean changed, a word emptied. Left out is what changes nothing that a test could
 * hold: constants that are only data (limits, lists), texts for people, fallbacks that only the types want, lines for debugging,
 * the question which system this is.
 */
export function pointsOf(path: string, text: string): Point[] {
  const points: Point[] = [];
  const found: Found = ({ start, end }, replacement, change) => {
    const line = text.slice(0, start).split('\n').length;
    points.push({ path, line, start, end, replacement, change });
  };
  const { program } = parseSync(path, text);
  const left = leftOut(program, text);
  const wanted: Found = (span, replacement, change) => {
    if (!left.some(({ start, end }) => start <= span.start && span.end <= end))
      found(span, replacement, change);
  };
  visitConditions(program, text, wanted);
  visitDropped(program, text, wanted);
  visitLiterals(program, wanted);
  return points.toSorted((one, other) => one.start - other.start);
}

/** Parts of a file in which nothing is changed. */
function leftOut(program: Program, text: string): Span[] {
  const spans: Span[] = [];
  const visitor = new Visitor({
    ImportDeclaration: (node) => void spans.push(node),
    ExportNamedDeclaration: (node) => void (node.source && spans.push(node.source)),
    ExportAllDeclaration: (node) => void spans.push(node),
    ImportExpression: (node) => void spans.push(node),
    TSLiteralType: (node) => void spans.push(node),
    TSTypeAliasDeclaration: (node) => void spans.push(node),
    TSInterfaceDeclaration: (node) => void spans.push(node),
    // What stands in for a value that is never missing.
    AssignmentPattern: ({ right }) => void (isPlain(right) && spans.push(right)),
    LogicalExpression: ({ operator, right }) =>
      void (operator === '??' && isPlain(right) && spans.push(right)),
    // Which system this is: what another one does cannot be seen on it.
    BinaryExpression: (node) => void (isAboutSystem(text, node) && spans.push(node)),
    Property: ({ key, computed }) => void (!computed && spans.push(key)),
    CallExpression: (node) => void (isForDebugging(text, node) && spans.push(node)),
  });
  visitor.visit(program);
  for (const statement of program.body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { init } of declared.declarations) if (init && isData(text, init)) spans.push(init);
  }
  return spans;
}

function isPlain({ type }: Node): boolean {
  return type === 'Literal' || type === 'Identifier' || type === 'UnaryExpression';
}

/** A limit, a list, a table: anything at the top of a file that holds no code. */
function isData(text: string, { start, end }: Span): boolean {
  return !/=>|\bfunction\b/.test(text.slice(start, end));
}

function isAboutSystem(text: string, { left }: BinaryExpression): boolean {
  return text.slice(left.start, left.end) === 'process.platform';
}

function isForDebugging(text: string, { callee }: CallExpression): boolean {
  return /\.(?:debug|unref)$/.test(text.slice(callee.start, callee.end));
}

function visitConditions(program: Program, text: string, found: Found): void {
  const operator = (node: BinaryExpression | LogicalExpression): void => {
    const other = flipped[node.operator];
    if (other === undefined) return;
    const start = text.indexOf(node.operator, node.left.end);
    found({ start, end: start + node.operator.length }, other, `${node.operator} becomes ${other}`);
  };
  const negated = ({ test }: { test: Expression }): void => {
    const written = text.slice(test.start, test.end);
    found(test, `!(${written})`, `the condition ${short(written)} is negated`);
  };
  const visitor = new Visitor({
    BinaryExpression: operator,
    LogicalExpression: operator,
    IfStatement: negated,
    ConditionalExpression: negated,
  });
  visitor.visit(program);
}

function visitDropped(program: Program, text: string, found: Found): void {
  const visitor = new Visitor({
    ExpressionStatement(node) {
      const { expression } = node;
      const inner =
        expression.type === 'UnaryExpression' || expression.type === 'AwaitExpression'
          ? expression.argument
          : expression;
      if (inner.type !== 'CallExpression' || inner.callee.type === 'Super') return;
      found(expression, 'void 0', `the call ${short(text.slice(node.start, node.end))} is dropped`);
    },
    AwaitExpression({ start, argument }) {
      found(
        { start, end: argument.start },
        '',
        `the await of ${short(text.slice(argument.start, argument.end))} is dropped`,
      );
    },
    ReturnStatement({ argument }) {
      if (!argument || isPlain(argument)) return;
      found(
        argument,
        'undefined',
        `${short(text.slice(argument.start, argument.end))} is not returned`,
      );
    },
  });
  visitor.visit(program);
}

function visitLiterals(program: Program, found: Found): void {
  const visitor = new Visitor({
    Literal(node) {
      const { value } = node;
      if (typeof value === 'number')
        found(node, String(value + 1), `${value} becomes ${value + 1}`);
      if (typeof value === 'boolean') found(node, String(!value), `${value} becomes ${!value}`);
      if (typeof value === 'string' && /^\S+$/.test(value))
        found(node, "''", `'${short(value)}' becomes empty`);
    },
  });
  visitor.visit(program);
}

/** Code on one line, as much of it as fits into a table. */
function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length <= 50 ? line : `${line.slice(0, 49)}…`;
}

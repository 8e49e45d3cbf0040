import { parseSync, Visitor, type CallExpression, type NewExpression, type Node, type Program } from 'oxc-parser';
import { sources } from './sources.ts';

/** A text of the source that may be shown to the owner, with `{}` for what is put into it. */
export interface ShownText {
  path: string;
  text: string;
}

/** What makes an error or a finding of the texts that it is given. */
const makers = /^(?:SetupError|ServiceError|CLIError|Error|problem|warning|fine|say|confirmed)$/;

/** What a function answers whose arguments and returns become part of an error or a finding. */
const answersShown = /\b(?:SetupError|ServiceError|WabotError|CLIError|FileFailure|Finding|never)\b/;

/** Parts of objects that are shown wherever they stand. */
const shownKeys = /^(?:says|advice|what|suggestions|problem|message|whose|installation|detail|reasons)$/;

/** Rooms whose texts the owner never sees, and files that write for the model, the log or the vendor. */
const elsewhere = /^src\/(?:sandbox|suites|core\/(?:language|guards|markup|split|owner-language)|commands\/autocomplete)\b/;

/** Files whose every text the owner reads, in `status`, `doctor` or `init`. */
const shownWhole =
  /^src\/(?:init-\w+|questions|initialisation|commands\/status|plugins\/openai\/account|core\/(?:account|arrival|chosen|examination|machine-checks|open-arrival|origins|readiness|registry|status|trust\/things))\.ts$/;

interface File {
  path: string;
  source: string;
  /** What names stand for in the file: initial values, and functions. */
  named: Map<string, Node[]>;
}

/** Every text that goes into an error, a finding or a question, in the order of the files. */
export function shownTexts(): ShownText[] {
  return sources('src')
    .filter(({ path }) => !elsewhere.test(path))
    .flatMap(({ path, text }) => [...textsOf(path, text)].map((shown) => ({ path, text: shown })));
}

function textsOf(path: string, source: string): Set<string> {
  const { program } = parseSync(path, source);
  const file: File = { path, source, named: namesOf(program) };
  const found = new Set<string>();
  const seen = new Set<Node>();
  const take = (node: Node | null | undefined): void => collect(node, file, seen, found);
  const makersHere = new Set(
    [...file.named].flatMap(([name, nodes]) => (nodes.some((node) => answers(node, file)) ? [name] : [])),
  );
  const call = (node: CallExpression | NewExpression): void => {
    const { callee } = node;
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : '';
    if (makers.test(name) || makersHere.has(name)) for (const argument of node.arguments) take(argument);
  };
  new Visitor({
    CallExpression: call,
    NewExpression: call,
    Property(node) {
      if (node.key.type === 'Identifier' && shownKeys.test(node.key.name)) take(node.value);
    },
    VariableDeclarator(node) {
      if (node.id.type === 'Identifier' && shownKeys.test(node.id.name)) take(node.init);
    },
  }).visit(program);
  if (shownWhole.test(path)) take(program);
  for (const name of makersHere) for (const node of file.named.get(name) ?? []) take(node);
  return found;
}

function answers(node: Node, { source }: File): boolean {
  if (!('returnType' in node) || !node.returnType) return false;
  return answersShown.test(source.slice(node.returnType.start, node.returnType.end));
}

function namesOf(program: Program): Map<string, Node[]> {
  const named = new Map<string, Node[]>();
  const add = (name: string, node: Node | null | undefined): void => {
    if (node) named.set(name, [...(named.get(name) ?? []), node]);
  };
  new Visitor({
    VariableDeclarator(node) {
      if (node.id.type === 'Identifier') add(node.id.name, node.init);
      else
        for (const each of node.id.type === 'ArrayPattern' ? node.id.elements : [])
          if (each?.type === 'Identifier') add(each.name, node.init);
    },
    FunctionDeclaration(node) {
      if (node.id) add(node.id.name, node);
    },
  }).visit(program);
  return named;
}

/** All texts within an expression, and within what its names stand for. */
function collect(node: Node | null | undefined, file: File, seen: Set<Node>, found: Set<string>): void {
  if (!node || seen.has(node)) return;
  seen.add(node);
  if (node.type === 'Literal' && typeof node.value === 'string') found.add(node.value);
  if (node.type === 'TemplateLiteral') found.add(node.quasis.map(({ value }) => value.cooked ?? '').join('{}'));
  if (node.type === 'Identifier') for (const meant of file.named.get(node.name) ?? []) collect(meant, file, seen, found);
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (node.type === 'ImportDeclaration' || key === 'parent' || key === 'typeAnnotation' || key === 'returnType') continue;
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) collect(each, file, seen, found);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

import {
  parseSync,
  Visitor,
  type CallExpression,
  type NewExpression,
  type Node,
  type Program,
} from 'oxc-parser';
import { sources } from './sources.ts';

/** A text of the source that may be shown to the owner, with `{}` for what is put into it. */
export interface ShownText {
  path: string;
  text: string;
}

/** What makes something that is shown of the texts that it is given. */
const makers =
  /^(?:SetupError|ServiceError|CLIError|Error|problem|warning|fine|say|confirmed|words|logToStderr|agreed|waiting|spinning|heading)$/;

/** Lists to which what is shown is added. */
const shownLists = /^(?:problems|reasons|suggestions|advice)$/;

/** What a function answers whose arguments and results are shown. */
const answersShown =
  /\b(?:SetupError|ServiceError|WabotError|CLIError|FileFailure|Finding|never)\b/;

/** Parts of objects that are shown wherever they stand. */
const shownKeys =
  /^(?:says|advice|what|suggestions|problem|message|whose|installation|detail|reasons|heading|notice)$/;

/** Rooms whose texts the owner never sees, and files that write for the model, the log or the vendor. */
const elsewhere =
  /^src\/(?:sandbox|suites|cli\/invoked|core\/(?:language|guards|model-noise|markup|split|owner-language|turn\/(?:dialogue|instructions)|prompts\/starter-(?:prompt|plan)|knowledge\/(?:documents|knowledge-tools))|commands\/autocomplete)\b/;

/** Files whose every text the owner reads, in `status`, `doctor` or `init`. */
const shownWhole =
  /^src\/(?:cli\/init\/[\w-]+|cli\/terminal\/questions|commands\/status|plugins\/openai\/account|core\/(?:health\/(?:account|arrival-watch|open-arrival|readiness)|assembly\/(?:chosen-plugins|registry)|checks\/(?:all-checks|machine-checks)|operator\/status|origins|files\/file-owner|trust\/things))\.ts$/;

/** Something that a name stands for, and the file in which it stands. */
interface Meant {
  node: Node;
  file: File;
}

interface File {
  path: string;
  source: string;
  program: Program;
  /** What names stand for in the file: initial values, and functions. */
  named: Map<string, Node[]>;
  /** The file of ours from which a name comes, and what it is called there. */
  imported: Map<string, { path: string; name: string }>;
}

/** Every text that goes into an error, a finding or a question, in the order of the files. */
export function shownTexts(): ShownText[] {
  const files = new Map(
    sources('src').map((source) => [source.path, fileOf(source.path, source.text)]),
  );
  const seen = new Set<Node>();
  const found: ShownText[] = [];
  for (const file of files.values()) {
    if (elsewhere.test(file.path)) continue;
    for (const node of shownIn(file, files)) collect({ node, file }, files, seen, found);
  }
  return found;
}

function fileOf(path: string, source: string): File {
  const { program } = parseSync(path, source);
  const named = new Map<string, Node[]>();
  const imported = new Map<string, { path: string; name: string }>();
  const add = (name: string, node: Node | null): void => {
    if (node) named.set(name, [...(named.get(name) ?? []), node]);
  };
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === 'Identifier') add(id.name, init);
      if (id.type === 'ArrayPattern')
        for (const each of id.elements) if (each?.type === 'Identifier') add(each.name, init);
    },
    FunctionDeclaration(node) {
      if (node.id) add(node.id.name, node);
    },
    ImportDeclaration({ source: { value }, specifiers }) {
      if (!value.startsWith('.')) return;
      const from = new URL(value, `file:///${path}`).pathname.slice(1);
      for (const { type, local, ...rest } of specifiers)
        if (type === 'ImportSpecifier' && 'imported' in rest && rest.imported.type === 'Identifier')
          imported.set(local.name, { path: from, name: rest.imported.name });
    },
  }).visit(program);
  return { path, source, program, named, imported };
}

function meantBy(name: string, file: File, files: ReadonlyMap<string, File>): Meant[] {
  const here = (file.named.get(name) ?? []).map((node) => ({ node, file }));
  const { path, name: there } = file.imported.get(name) ?? {};
  const from = path === undefined ? undefined : files.get(path);
  if (here.length > 0 || !from || there === undefined || elsewhere.test(from.path)) return here;
  const theirs = (from.named.get(there) ?? []).map((node) => ({ node, file: from }));
  return theirs.filter(
    (each) =>
      returns(each, /^: (?:Promise<)?(?:string|undefined|\[\]| \| )+>?$/) || isAnsweringShown(each),
  );
}

/** The expressions of a file that are shown. */
function shownIn(file: File, files: ReadonlyMap<string, File>): Node[] {
  const shown: Node[] = shownWhole.test(file.path) ? [file.program] : [];
  const call = ({ callee, arguments: given }: CallExpression | NewExpression): void => {
    const named = callee.type === 'MemberExpression' ? callee.property : callee;
    const name = named.type === 'Identifier' ? named.name : '';
    const list =
      callee.type === 'MemberExpression' && callee.object.type === 'Identifier'
        ? callee.object.name
        : '';
    if (
      makers.test(name) ||
      (name === 'push' && shownLists.test(list)) ||
      meantBy(name, file, files).some(isAnsweringShown)
    )
      shown.push(...given);
  };
  new Visitor({
    CallExpression: call,
    NewExpression: call,
    Property({ key, value }) {
      if (key.type === 'Identifier' && shownKeys.test(key.name)) shown.push(value);
    },
    MethodDefinition({ key, value }) {
      if (key.type === 'Identifier' && shownKeys.test(key.name)) shown.push(value);
    },
    VariableDeclarator({ id, init }) {
      if (
        id.type === 'Identifier' &&
        (shownKeys.test(id.name) || id.name.startsWith('says')) &&
        init
      )
        shown.push(init);
    },
  }).visit(file.program);
  const answers = [...file.named.values()]
    .flat()
    .filter((node) => isAnsweringShown({ node, file }));
  return [...shown, ...answers];
}

function isAnsweringShown(meant: Meant): boolean {
  return returns(meant, answersShown);
}

/** Whether it is a function whose written type of its result is such. */
function returns({ node, file }: Meant, type: RegExp): boolean {
  if (!('returnType' in node) || !node.returnType) return false;
  return type.test(file.source.slice(node.returnType.start, node.returnType.end));
}

/** All texts within an expression, and within what its names stand for. */
function collect(
  meant: Meant,
  files: ReadonlyMap<string, File>,
  seen: Set<Node>,
  found: ShownText[],
): void {
  const { node, file } = meant;
  if (seen.has(node) || node.type === 'ImportDeclaration' || isSummary(node)) return;
  seen.add(node);
  const { path } = file;
  if (node.type === 'Literal' && typeof node.value === 'string')
    found.push({ path, text: node.value });
  if (node.type === 'TemplateLiteral')
    found.push({ path, text: node.quasis.map(({ value }) => value.cooked ?? '').join('{}') });
  if (node.type === 'Identifier')
    for (const each of meantBy(node.name, file, files)) collect(each, files, seen, found);
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key === 'parent' || key === 'typeAnnotation' || key === 'returnType') continue;
    for (const each of [value].flat())
      if (isNode(each)) collect({ node: each, file }, files, seen, found);
  }
}

/** What a setting is for; those that must be set are looked at by themselves. */
function isSummary(node: Node): boolean {
  return node.type === 'Property' && node.key.type === 'Identifier' && node.key.name === 'summary';
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

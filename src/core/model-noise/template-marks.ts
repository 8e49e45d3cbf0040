/**
 * Marks of chat templates: `<|im_end|>`, `<｜end▁of▁sentence｜>`, `<|channel>` and `<channel|>`, `</s>`, `<end_of_turn>`,
 * `[/INST]`, `<<SYS>>`, `[|endofturn|]`. The groups hold the name; the second one that of a mark which closes by its form.
 */
const mark =
  /<[|｜]([^<>|｜\n]{1,48})[|｜]?>|<([a-zA-Z_]{2,24})[|｜]>|<(\/?(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|end_of_text|endoftext|start_of_image|sep|cls|unused\d{1,4}|extra_id_\d{1,3}))>|\[(\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CONTENT|TOOL_CALLS?|ARGS|BOS|EOS|end of text))\]|<<(\/?SYS)>>|\[\|([a-zA-Z]{1,20})\|\]/g;

/** Whether a text may have one of these marks. */
const hint =
  /<[|｜/<]|[|｜]>|<(?:s|bos|eos|pad|unk|start_of_|end_of_|endoftext|sep|cls|unused|extra_id)|\[\/?(?:INST|SYS|AVAIL|TOOL|ARGS|[BE]OS|end of|\|)/;

/** GigaChat's templates have the role before its mark: `assistant<|role_sep|>`. */
const roleBefore = /\b([a-z]{4,12})(?: call)?\s?<\|role_sep\|>/gi;

type Kind =
  /** What follows is the answer, or thinking, a call, the customer's part. */
  | 'answer'
  | 'aside'
  /** What follows is the answer, whatever was before. */
  | 'final'
  /** What was before was thinking. */
  | 'answer at last'
  /** The turn is over. */
  | 'end'
  /** A word that says whose part or which channel follows, up to a mark of the kind `body` or the line's end. */
  | 'header'
  | 'body'
  /** A word about the form of what follows. */
  | 'constrain';

/** In the order in which they are tried; names in lower case, closing ones with `/` before them. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:end_?(?:header_id|of_role)|message|im_middle|im_sep|header_end|content)$/, 'body'],
  [
    /^(?:im_start|start_header_id|start_of_role|start|start_of_turn|turn|header_start|role|channel|begin|unused94|im_(?:user|assistant|system))$/,
    'header',
  ],
  [/^constrain$/, 'constrain'],
  [
    /^(?:\/|end_?(?:of_)?).*(?:think|thought|reason)|^inner_suffix$|^\/channel$|^unused95$/,
    'answer at last',
  ],
  [/think|thought|reason|inner_prefix/, 'aside'],
  [
    /^(?:\/|end_?(?:of_)?).*(?:tool|action|call|search)|end$(?<=(?:tool|action|call).*end)/,
    'answer',
  ],
  [/tool|python_tag|function|action|plugin|call|interpreter|ipython|search_|^args$|dsml/, 'aside'],
  [/^(?:begin_of_solution|start_response|start_text)$/, 'final'],
  [
    /^(?:assistant|model|chatbot_token|\/inst|\/sys|bot|ai|start_of_turn_token|begin_of_text|bos|s|begin_of_sentence)$/,
    'answer',
  ],
  [
    /^(?:user|human|customer|user_token|inst|system|sys|system_prompt|observation|system_token)$/,
    'aside',
  ],
];

const answering = /^(?:assistant|model|bot|ai|chatbot)$/;
const customers = /^(?:user|human|customer|user_token|inst)$/;
const asideWords =
  /^(?:system|developer|tool|function|ipython|observation|analysis|commentary|thought|thinking)$/;

/**
 * What is meant for the customer of a text with marks of a chat template: the final channel where there is one, else what
 * stands before the first end mark, without thinking, calls and the talk that a model makes up behind its turn. The text as
 * it is when no mark is in it. One pass.
 */
export function withoutTemplateMarks(text: string): string {
  if (!hint.test(text)) return text;
  const parts = partsOf(text.replace(roleBefore, '<|start|>$1<|message|>'));
  if (parts.length === 1) return text;
  const reader = new PartReader();
  for (const part of parts) reader.read(part);
  return reader.answer.trim();
}

interface Part {
  /** The name of the mark before it, in lower case; empty for the beginning. */
  name: string;
  text: string;
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  const strikes = strikeTags(text);
  let [name, at] = ['', 0];
  for (const match of text.matchAll(mark)) {
    if (text.charAt(match.index - 1) === '`' || strikes.has(match.index)) continue;
    parts.push({ name, text: text.slice(at, match.index) });
    [name, at] = [nameOf(match), match.index + match[0].length];
  }
  return [...parts, { name, text: text.slice(at) }];
}

/** Where tags stand that strike a text out, such as an old price: pairs of them, but not one pair around everything. */
function strikeTags(text: string): ReadonlySet<number> {
  const struck = new Set<number>();
  if (!/<\/s>/i.test(text) || text.search(/<\/s>\s*$/i) === text.search(/<\/s>/i)) return struck;
  let open: number | undefined;
  for (const { 0: tag, index } of text.matchAll(/<\/?s>/gi)) {
    if (tag.length === 3) open = index;
    else if (open !== undefined) struck.add(open).add(index);
    if (tag.length > 3) open = undefined;
  }
  return struck;
}

function nameOf([, angled, closing, plain, bracketed, system, piped]: RegExpExecArray): string {
  const name = angled ?? plain ?? bracketed ?? system ?? piped;
  return (name ?? `/${closing ?? ''}`).toLowerCase().trim().replaceAll('▁', '_');
}

function kindOf(name: string): Kind {
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? 'end';
}

/** Goes through the parts of a text and keeps the answer. */
class PartReader {
  #kept = '';
  #final: string | undefined;
  #kind: 'answer' | 'aside' | 'final' = 'answer';
  #ended = false;

  /** What was found so far. */
  get answer(): string {
    return this.#final ?? this.#kept;
  }

  read({ name, text }: Part): void {
    if (name === '') return this.#take(text);
    const kind = kindOf(name);
    if (kind === 'constrain') return;
    if (kind === 'header') return this.#take(this.#header(text));
    if (kind === 'answer at last') this.#kept = '';
    if (kind === 'end') this.#end('answer');
    else if (kind !== 'body') this.#kind = kind === 'answer at last' ? 'answer' : kind;
    if (customers.test(name)) this.#end('aside');
    this.#take(text);
  }

  /** Takes the word that says whose part begins, and leaves what it does not know. */
  #header(text: string): string {
    const [line = '', word = ''] = /^\s*([a-z]+)\b[^\n]*/i.exec(text) ?? [];
    const role = word.toLowerCase();
    if (customers.test(role)) this.#end('aside');
    else if (asideWords.test(role)) this.#kind = 'aside';
    else if (role === 'final') this.#kind = 'final';
    else if (!answering.test(role)) return text;
    else this.#kind = 'answer';
    return text.slice(line.length);
  }

  /** What was said so far was the whole turn, if it was anything. */
  #end(kind: 'answer' | 'aside'): void {
    if (this.#kept.trim() !== '') this.#ended = true;
    this.#kind = kind;
  }

  #take(text: string): void {
    if (this.#kind === 'final' && text.trim() !== '') this.#final ??= text;
    if (this.#kind === 'answer' && !this.#ended) this.#kept += text;
  }
}

import { withoutAsides, type AsideTags } from './asides.ts';
import { balancedEnd } from './json.ts';

/** `<tool_call>…</tool_call>`, `<function=name>…</function>`, `<invoke name="…">`, with a maker's prefix or without. */
const tags: AsideTags = {
  tag: /<(\/?)(?:[a-z_-]{1,20}:|｜DSML｜)?(?:tool_?calls?|tool_use|tool_code|tool_response|tool_results?|tool_outputs?|tools?|use_tool|execute|code_execution|execute_tool|function_calls?|function_results?|function|functions|invoke|parameters?|arguments|arg_key|arg_value|action_input)(?:[\s=][^<>]{0,300})?>/giu,
  nests: true,
  closesFromTheBeginning: false,
};

/** Fenced blocks in the language of calls. */
const fences =
  /^[^\S\n]{0,3}(`{3,})[^\S\n]*(?:tool_?(?:code|calls?|use|outputs?)|function_?calls?|action)\b[^\n]*\n[^]*?(?:^[^\S\n]{0,3}\1[^\S\n]*$|$(?![^]))/gim;

/** Lines that are nothing but a call, in the manner of Python, of Qwen's older models and of ReAct. */
const lines =
  /^[^\S\n]{0,3}(?:print\()?\[?(?:functions?|default_api|tools?)\.[\w.]{1,64}[^\S\n]?[({][^\n]*$|^✿(?:FUNCTION|ARGS|RESULT|RETURN)✿[^\n]*$|^(?:to=functions\.)[^\n]*$|^(?:assistant|commentary)[^\S\n]*to=[^\n]*$/gimu;
const react =
  /^\s{0,3}(?:Action|Действие)\s*:\s*[\w ./-]{1,64}\s{0,9}\n\s{0,9}(?:Action Input|Input|Args|Ввод)\s*:[^]*$/imu;
/** What stands before a call: `Tool call: price({})`, `→ price(x="y")`, and Functionary's `>>>price`. */
const announced =
  /^[^\S\n]{0,3}(?:(?:(?:tool|function)[ _]?calls?|calling(?: (?:tool|function))?)\s?:|→|->)\s?`?[a-z_][\w.]{1,63}\([^\n]*\)`?;?[^\S\n]*$/gim;
const functionary =
  /^>>>\s?(?!all\b)[a-z_][\w.]{0,63}\s*\n[^]*?(?=^>>>|$(?![^]))|^>>>\s?all[^\S\n]*\n/gim;
/** JSON of a call in a block of its own, with or without `Action:` before it. */
const fencedCall =
  /^(?:[^\S\n]{0,3}Action\s?:\s{0,3})?```(?:json)?[^\S\n]*\n\s{0,9}(?=\[?\s{0,9}\{\s{0,20}"(?:tool|tool_name|tool_call|function|function_name|function_call|action|recipient_name)"\s{0,20}:)[^`]{1,20000}```[^\S\n]*$/gim;
/** Tags of XML whose names only programs have. */
const snakeTag = /<(\/?)([a-z]{2,24}(?:_[a-z]{2,24}){1,3})>/g;
const pythonic =
  /^`{0,3}(?:await )?\[?(?:[a-z][\w.]{1,63}\((?:[a-z_]\w{0,63}[^\S\n]?=[^\n]*)?|[a-z]+[_.][\w.]{1,63}\([^\n]*)\)\]?;?`{0,3}$/i;
const bracketed = /^\[(?:tool_call|tool|function|call|calling)\b[^\][\n]{0,300}\][^\S\n]*$/gim;
const emptyFence = /^```(?!`)[\w-]{0,20}\s{0,9}```(?!`)[^\S\n]{0,9}$/gm;

/** How the JSON of a call begins. */
const json =
  /\{\s{0,20}"(?:name|tool|tool_name|function|function_name|action|type|id|recipient_name)"\s{0,20}:\s{0,20}(?:"[\w .:/-]{1,64}"\s{0,20},\s{0,20}"(?:arguments|parameters|args|params|input|inputs|action_input|tool_input|kwargs|function)"|\{\s{0,20}"name")\s{0,20}:/g;

/**
 * The text without calls of tools that a model wrote as words: in tags, in fenced blocks, as JSON, as a line of Python.
 * The text as it is when there is none; what only stands within a block of code of another language is no call.
 */
export function withoutToolCalls(text: string): string {
  if (!/[<{`(:✿[]|^>>>/mu.test(text)) return text;
  if (pythonic.test(text.trim())) return '';
  const spoken = withoutAsides(text.replace(fences, '').replace(fencedCall, ''), tags);
  const plain = [react, lines, bracketed, announced, functionary].reduce(
    (rest, call) => rest.replace(call, ''),
    withoutJson(withoutElements(spoken)),
  );
  return plain === text ? text : plain.replace(emptyFence, '');
}

/** Without elements that a program made up, such as `<get_price><course>chess</course></get_price>`; a tag alone stays. One pass. */
function withoutElements(text: string): string {
  const opened = new Map<string, number>();
  const kept: string[] = [];
  let at = 0;
  for (const { 0: tag, 1: closes, 2: name = '', index } of text.matchAll(snakeTag)) {
    const start = opened.get(name);
    if (closes === '') opened.set(name, start ?? index);
    if (closes === '' || start === undefined || start < at) continue;
    kept.push(text.slice(at, start));
    at = index + tag.length;
    opened.clear();
  }
  return at === 0 ? text : [...kept, text.slice(at)].join('');
}

function withoutJson(text: string): string {
  if (text.includes('```')) return text;
  const kept: string[] = [];
  let at = 0;
  for (const { index } of text.matchAll(json)) {
    if (index < at) continue;
    kept.push(text.slice(at, index));
    at = balancedEnd(text, index) ?? text.length;
  }
  return at === 0 && kept.length === 0
    ? text
    : [...kept, text.slice(at)].join('').replace(/^\s*\[[\s,]*\]/, '');
}

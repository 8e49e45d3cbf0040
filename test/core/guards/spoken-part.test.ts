import { describe, expect, it } from 'vitest';
import { spokenPart, withoutMusing } from '../../../src/core/guards/index.ts';

const answer = 'Курс шахмат стоит 25 000 ₸ в месяц.';
const hm = 'The user asks the price. It is 25 000, answer in Russian.';

describe('thinking', () => {
  it.each([
    `<think>\n${hm}\n</think>\n\n${answer}`,
    `<think>${hm} <think> again </think>${answer}`,
    `${hm}</think>${answer}`,
    `${hm}\n</thinking>\n${answer}`,
    `${answer}<think>${hm}`,
    `<thinking>${hm}</thinking>${answer}`,
    `<reasoning effort="low">${hm}</reasoning>${answer}`,
    `<THOUGHT>${hm}</THOUGHT>${answer}`,
    `<seed:think>${hm}<seed:cot_budget_reflect>5</seed:cot_budget_reflect></seed:think>${answer}`,
    `<reflection>${hm}</reflection><scratchpad>${hm}</scratchpad>${answer}`,
    `<размышление>Клиент спрашивает цену.</размышление>${answer}`,
    `<мысли>Клиент спрашивает цену.</мысли>\n${answer}`,
    `◁think▷${hm}◁/think▷${answer}`,
    `[THINK]${hm}[/THINK]${answer}`,
    `<|START_THINKING|>${hm}<|END_THINKING|><|START_RESPONSE|>${answer}<|END_RESPONSE|>`,
    `<|begin_of_thought|>${hm}<|end_of_thought|><|begin_of_solution|>${answer}<|end_of_solution|>`,
    `${hm}<|end_of_thought|>${answer}`,
    `<|inner_prefix|>${hm}<|inner_suffix|>${answer}`,
    `<|channel>thought\n${hm}<channel|>${answer}`,
    `<unused94>thought\n${hm}<unused95>${answer}`,
    `Here is my thought process:\n${hm}\nHere is my response:\n${answer}`,
    `Thought: ${hm}\nFinal Answer: ${answer}`,
    `**Рассуждение:** клиент спрашивает цену.\n\n**Ответ:** ${answer}`,
    `<think>${hm}</think><answer>${answer}</answer>`,
    `<response>\n${answer}\n</response>`,
    `&lt;think&gt;${hm}&lt;/think&gt;${answer}`,
    `\\u003cthink\\u003e${hm}\\u003c/think\\u003e${answer}`,
    `Final Answer: ${answer}`,
    `<think/>${answer}`,
    `<antThinking>${hm}</antThinking>${answer}`,
    `<inner_thoughts>${hm}</inner_thoughts>${answer}`,
    `[Thinking: ${hm}]\n${answer}`,
    `<message>${answer}</message>`,
    `< think >${hm}</ think >${answer}`,
    `\\<think\\>${hm}\\</think\\>${answer}`,
    `<scratch_pad>${hm}</scratch_pad>${answer}`,
    `<planning>${hm}</planning>${answer}`,
    `<details type="reasoning" done="true">\n<summary>Thought for 3 seconds</summary>\n> ${hm}\n</details>\n${answer}`,
    `Thinking...\n${hm}\n...done thinking.\n\n${answer}`,
    `Observation: found\nFinal Answer: ${answer}`,
    `<response>\n<thinking>${hm}</thinking>\n<text>${answer}</text>\n</response>`,
    `<message role="assistant">${answer}</message>`,
  ])('is left out: %j', (text) => {
    expect(spokenPart(text).trim()).toBe(answer);
  });

  it.each([
    `> **Reasoning:** ${hm}\n> It is so.\n\n${answer}`,
    `> Thinking: ${hm}\n\n${answer}`,
    `> **Thought process**\n>\n> ${hm}\n\n${answer}`,
    `> 💭 Thought for 3 seconds\n> ${hm}\n${answer}`,
    `> *Thinking...*\n> ${hm}\n\n${answer}`,
    `>Размышления: клиент спрашивает\n>о цене.\n${answer}`,
    `> **Ход мыслей**\n> клиент спрашивает о цене.\n\n${answer}`,
    `**Reasoning:**\n\n> ${hm}\n\n${answer}`,
  ])('in a quotation is left out: %j', (text) => {
    expect(spokenPart(text)).toBe(answer);
  });

  it.each(
    [
      'plan',
      'search',
      'query',
      'draft',
      'notes',
      'observation',
      'verification',
      'context',
      'critique',
      'план',
      'черновик',
    ].flatMap((name) => [
      `<${name}>1. Greet. 2. Tell the price.</${name}>\n\n${answer}`,
      `<${name} id="1">\n${hm}\n</${name}>${answer}`,
      `${answer}\n<${name}>${hm}</${name}>`,
      `<think>${hm}</think>\n<${name}>${hm}</${name}><answer>${answer}</answer>`,
    ]),
  )('in a pair of tags for workings is left out: %j', (text) => {
    expect(spokenPart(text).trim()).toBe(answer);
  });

  it.each([
    `<|begin_search_query|>price<|end_search_query|>${answer}`,
    `<result>${answer}</result>`,
    `<solution>\n${answer}`,
  ])('is told from the answer: %j', (text) => {
    expect(spokenPart(text).trim()).toBe(answer);
  });

  it.each([
    `> **Reasoning:** ${hm}`,
    `<plan>\n1. Greet.\n2. Tell the pri`,
    `<draft>${answer}</draft>`,
  ])('with nothing else is nothing: %j', (text) => {
    expect(spokenPart(text)).toBe('');
  });

  it.each([
    `<think>${hm}`,
    `<think>${hm}</think>`,
    `[THINK]${hm}`,
    `◁think▷${hm}`,
    `Thought: ${hm}\nAction: price\nAction Input: {}`,
  ])('alone is nothing: %j', (text) => {
    expect(spokenPart(text)).toBe('');
  });
});

describe('thinking in plain English', () => {
  it.each([
    [`Okay, the user is asking about prices.\n\nI will look it up.\n\n${answer}`, answer],
    [`${hm}\n\n${answer}`, answer],
    ['The user is asking for a discount.', ''],
    ['The customer is always right.', 'The customer is always right.'],
  ])('is not for a customer: %j', (text, said) => {
    expect(withoutMusing(text)).toBe(said);
  });
});

describe('marks of templates', () => {
  it.each([
    `<|channel|>analysis<|message|>${hm}<|end|><|start|>assistant<|channel|>final<|message|>${answer}<|return|>`,
    `${hm}<|end|><|start|>assistant<|channel|>final<|message|>${answer}`,
    `<|channel|>analysis<|message|>${hm}<|end|><|start|>assistant<|channel|>commentary to=functions.price <|constrain|>json<|message|>{"a":1}<|call|><|start|>assistant<|channel|>final <|constrain|>text<|message|>${answer}<|return|><|start|>user<|message|>Ещё?`,
    `<|start|>assistant<|message|>${answer}<|end|>`,
    `analysis${hm}assistantfinal${answer}`,
    `analysis\n${hm}\nassistantfinal\n\n${answer}`,
    `assistantanalysis${hm}assistantcommentary to=functions.price json{"a":1}assistantfinal${answer}`,
    `final${answer}`,
    `assistant\n\n${answer}`,
    `${answer}<|im_end|>\n<|im_start|>user\nА робототехника?<|im_end|>\n<|im_start|>assistant\n30 000.`,
    `<|im_start|>assistant\n${answer}<|im_end|>`,
    `<|im_start|>user\nА робототехника?<|im_end|>\n<|im_start|>assistant\n${answer}<|im_end|>`,
    `<|start_header_id|>assistant<|end_header_id|>\n\n${answer}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nЕщё?`,
    `<|header_start|>assistant<|header_end|>\n\n${answer}<|eot|>`,
    `<|start_of_role|>assistant<|end_of_role|>${answer}<|end_of_text|>`,
    `<|assistant|>${answer}<|user|>А робототехника?`,
    `<|assistant|>\n${answer}<|end|>`,
    `${answer}<|endoftext|>Human: hello`,
    `${answer}</s>`,
    `<s>${answer}</s>`,
    `<s>[INST] Сколько? [/INST] ${answer}</s>`,
    `[/INST] ${answer}`,
    `${answer} [INST] А робототехника? [/INST] 30 000`,
    `<<SYS>>Be kind<</SYS>>${answer}`,
    `<start_of_turn>model\n${answer}<end_of_turn>\n<start_of_turn>user\nЕщё?`,
    `<|turn>model\n${answer}<turn|>\n<|turn>user\nЕщё?`,
    `<bos>${answer}<eos>`,
    `<｜Assistant｜>${answer}<｜end▁of▁sentence｜><｜User｜>Ещё?`,
    `<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>${answer}<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>Ещё?`,
    `<|im_assistant|>assistant<|im_middle|>${answer}<|im_end|><|im_user|>user<|im_middle|>Ещё?`,
    `[|assistant|]${answer}[|endofturn|]\n[|user|]Ещё?`,
    `${answer} [end of text]`,
    `${answer}\n\n### User:\nА робототехника?`,
    `${answer}\n### Instruction: next`,
    `### Response:\n${answer}`,
    `Assistant: ${answer}`,
    `Ассистент: ${answer}\nКлиент: Спасибо\nАссистент: Пожалуйста!`,
    `${answer}\n\nHuman: And robotics`,
    `${answer}\nUser: А робототехника?\nAssistant: 30 000`,
    `${answer}\n\nКлиент: А робототехника?`,
    `[in reply to: «А робототехника?»]\n${answer}`,
    `[an image that you cannot see] ${answer}`,
    `model\n${answer}`,
    `ASSISTANT: ${answer}\nUSER: Ещё?`,
    `${answer}\n\nuser\nЕщё?\nassistant\nДа`,
    `${answer}\n<user>Ещё?</user>`,
    `assistant<|role_sep|>\n${answer}<|message_sep|>\nuser<|role_sep|>Ещё?`,
    `<extra_id_0>${answer}`,
    `### System:\nBe kind\n### Assistant:\n${answer}`,
    `Assistant\n\n${answer}`,
    `>>>all\n${answer}`,
    `${answer}【4:0†source】`,
    `<co: 0>${answer}</co: 0>`,
    `&lt;|im_start|&gt;assistant\n${answer}&lt;|im_end|&gt;`,
  ])('go, with what stands behind the turn: %j', (text) => {
    expect(spokenPart(text).trim()).toBe(answer);
  });

  it.each([`<|channel|>analysis<|message|>${hm}`, `analysis${hm}`, '<|im_end|>', '</s>'])(
    'alone are nothing: %j',
    (text) => {
      expect(spokenPart(text)).toBe('');
    },
  );
});

describe('calls of tools', () => {
  const call = '{"name": "get_price", "arguments": {"course": "chess"}}';
  const calls = [
    `<tool_call>\n${call}\n</tool_call>`,
    `<tool_call>\n${call}`,
    '<tool_call>get_price\n<arg_key>course</arg_key>\n<arg_value>chess</arg_value>\n</tool_call>',
    '<tool_call>\n<function=get_price>\n<parameter=course>\nchess\n</parameter>\n<parameter=x>1</parameter>\n</function>\n</tool_call>',
    '<function=get_price>{"course": "chess"}</function>',
    '<function_calls>\n<invoke name="get_price">\n<parameter name="course">chess</parameter>\n</invoke>\n</function_calls>',
    '<minimax:tool_call><invoke name="get_price"></invoke></minimax:tool_call>',
    `[TOOL_CALLS] [${call}]`,
    '[TOOL_CALLS]get_price[ARGS]{"course": "chess"}',
    `<|tool_call|>[${call}]`,
    '<|tool_call>call:get_price{course:"chess"}<tool_call|>',
    '<|python_tag|>get_price.call(course="chess")<|eom_id|>',
    `<|START_ACTION|>[${call}]<|END_ACTION|>`,
    '<|tool_calls_section_begin|><|tool_call_begin|>functions.get_price:0<|tool_call_argument_begin|>{"course":"chess"}<|tool_call_end|><|tool_calls_section_end|>',
    '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>get_price\n```json\n{"course":"chess"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    '<｜DSML｜function_calls>\n<｜DSML｜invoke name="get_price">\n<｜DSML｜parameter name="course">chess</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
    '```tool_code\nprint(default_api.get_price(course="chess"))\n```',
    `\`\`\`tool_call\n${call}\n\`\`\``,
    `\`\`\`json\n${call}\n\`\`\``,
    '✿FUNCTION✿: get_price\n✿ARGS✿: {"course": "chess"}',
    'functions.get_price({"course": "chess"})',
    '[get_price(course="chess")]',
    '`get_price("chess")`',
    '[tool_call: get_price]',
    '<execute>\nprice()\n</execute>',
    `\`\`\`xml\n<tool_call>${call}</tool_call>\n\`\`\``,
    'Action: get_price\nAction Input: {"course": "chess"}',
    call,
    `[${call}]`,
    '{"type": "function", "function": {"name": "get_price", "parameters": {}}}',
    '{"tool": "get_price", "input": "chess"}',
    '{"action": "get_price", "action_input": {"course": "chess"}}',
    `<TOOLCALL>[${call}]</TOOLCALL>`,
    '>>>get_price\n{"course": "chess"}',
    'Tool call: get_price({"course": "chess"})',
    '→ get_price(course="chess")',
    'Action: ```json\n[{"tool_name": "get_price", "parameters": {}}]\n```',
    '```json\n{"tool": "get_price", "args": {"course": "chess"}}\n```',
    '<get_price><course>chess</course></get_price>',
    '{"tool_calls": [{"function": {"name": "get_price"}}]}',
    '<|channel|>commentary to=functions.get_price <|constrain|>json<|message|>{"course":"chess"}<|call|>',
  ];

  it.each(calls)('alone are nothing: %j', (text) => {
    expect(spokenPart(text)).toBe('');
  });

  it.each(calls.slice(0, 1).concat(calls[16] ?? '', calls[14] ?? '', call, calls.slice(-7, -2)))(
    'go from beside words: %j',
    (text) => {
      expect(spokenPart(`${answer}\n\n${text}`).trim()).toBe(answer);
    },
  );
});

describe('envelopes', () => {
  it.each([
    `{"response": "${answer}"}`,
    `{"Answer": "${answer}", "confidence": 0.9}`,
    `{"ответ": "${answer}"}`,
    `{"action": "Final Answer", "action_input": "${answer}"}`,
    `{"role": "assistant", "content": "${answer}"}`,
    `{"choices": [{"message": {"content": "${answer}"}}]}`,
    `{"reply": {"text": "${answer}"}}`,
    `[{"type": "text", "text": "${answer}"}]`,
    `\`\`\`json\n{"message": "${answer}"}\n\`\`\``,
    `{"response": "<think>hm</think>${answer}",}`,
    `{"thought": "hm", "answer": "${answer}"}`,
    `{"response": "${answer}"}\n\nHope this helps`,
    `{"plan": "hm"}\n\n${answer}`,
    `json\n{"answer": "${answer}"}`,
    `Ответ: {"answer": "${answer}"}`,
    `{"data": {"answer": ["${answer}"]}}`,
    `{"reply_text": "${answer}", "intent": "price"}`,
    `{"assistantReply": "${answer}"}`,
    `{"thoughts": "hm", "speak": "${answer}"}`,
    `{"user_message": "Сколько?", "bot": "${answer}"}`,
    `{"body": "${answer}"}`,
    `{"thought": "hm"}\n{"answer": "${answer}"}`,
    `{'response': '${answer}', 'done': True}`,
    `Action:\n\`\`\`json\n{"action": "Final Answer", "action_input": "${answer}"}\n\`\`\``,
  ])('are opened: %j', (text) => {
    expect(spokenPart(text).trim()).toBe(answer);
  });

  it('keep the line ends of what is in them', () => {
    expect(spokenPart('{"response": "Курсы:\\n• Шахматы"}')).toBe('Курсы:\n• Шахматы');
    expect(spokenPart('{"response": "Курсы:\n• Шахматы"}')).toBe('Курсы:\n• Шахматы');
  });

  it.each([
    '{"action":"clarify","question":"Возраст?","choices":["6–10","11–16"]}',
    '{"price": 25000}',
    '{"response": ""}',
    '{}',
    '[{}]',
    "{'course': 'chess'}",
    '{"response": {"buttons": ["Да"]}}',
    '{"response": "Курс сто',
  ])('without words are nothing: %j', (text) => {
    expect(spokenPart(text)).toBe(text === '{}' || text === '[{}]' ? spokenPart(text) : '');
  });
});

describe('the form', () => {
  it.each([
    ['```markdown\n# Курсы\n\n**Шахматы**\n```', '# Курсы\n\n**Шахматы**'],
    ['```text\nКурс 25 000 ₸\n```', 'Курс 25 000 ₸'],
    ['```\nКурс стоит 25 000 ₸.\nЖдём вас!\n```', 'Курс стоит 25 000 ₸.\nЖдём вас!'],
    ['```md\nКурс\n```js\nlet a = 1;\n```\nвот\n```', 'Курс\n```js\nlet a = 1;\n```\nвот'],
    ['Вот ответ:\n```markdown\n**Курс**\n```', 'Вот ответ:\n**Курс**'],
    ['```markdown\nКурс 25 000 ₸', 'Курс 25 000 ₸'],
    ['~~~markdown\nКурс\n~~~', 'Курс'],
    ['```markdown **Курс** ```', '**Курс**'],
    ['```html\n<p>Курс <b>шахмат</b></p>\n```', '<p>Курс <b>шахмат</b></p>'],
    [
      '```html\n<!DOCTYPE html>\n<html lang="ru"><head><title>x</title></head><body>\n<p>Курс</p></body></html>\n```',
      '<p>Курс</p>',
    ],
    ['<html><body class="a">Курс шахмат</body></html>', 'Курс шахмат'],
    ['```xml\n<answer>Курс шахмат</answer>\n```', 'Курс шахмат'],
    ['```russian\nКурс шахмат\n```', 'Курс шахмат'],
    ['```\n25 000\n```', '```\n25 000\n```'],
    ['```\nчас\n```', 'час'],
    ['```\nall day\n```', 'all day'],
    ['```\nword\n```', '```\nword\n```'],
    ['```\nЦены;\n```', '```\nЦены;\n```'],
    ['```python\nпривет всем\n```', '```python\nпривет всем\n```'],
    ['```\nодно слово\n```\nи\n```\nдругое\n```', '```\nодно слово\n```\nи\n```\nдругое\n```'],
    ['```text\nодно\n```\nи\n```\nдва\n```\nтри', '```text\nодно\n```\nи\n```\nдва\n```\nтри'],
    ['```md\nКурс\n```\nи ещё', 'Курс\nи ещё'],
  ])('has no fence around it that only says what it is: %j', (text, plain) => {
    expect(spokenPart(text)).toBe(plain);
  });

  it.each([
    ['\\( 25\\,000 \\times 3 = 75\\,000 \\) ₸', '25 000 × 3 = 75 000 ₸'],
    ['\\[ 75\\,000 \\times 0{,}9 = \\boxed{67\\,500} \\]', '75 000 × 0,9 = 67 500'],
    ['Итого $\\approx 67\\,500$ ₸, доставка $5.', 'Итого ≈ 67 500 ₸, доставка $5.'],
    ['$$\\frac{1}{2} \\cdot 10 = 5$$', '1/2 · 10 = 5'],
    ['\\frac{a+b}{2} \\leq \\sqrt{x}', '(a+b)/2 ≤ √x'],
    ['25 000 \\times 3 = \\text{75 000 ₸}', '25 000 × 3 = 75 000 ₸'],
    ['25\\,000\\,₸', '25 000 ₸'],
    ['\\begin{itemize}\n\\item Шахматы\n\\end{itemize}', '• Шахматы'],
    ['\\frac12', '1/2'],
    ['Площадь $20 \\text{ м}^2$, скидка 10\\% при $x^{2}$', 'Площадь 20 м², скидка 10\\% при x²'],
    [
      '\\begin{aligned} 2 &= 1 + 1 \\\\ 4 &= 2 + 2 \\end{aligned} \\times',
      '2 = 1 + 1\n4 = 2 + 2 ×',
    ],
    ['$90^\\circ$ и $\\mathbf{\\text{жирный}}$', '90° и жирный'],
  ])('shows sums as people write them: %j', (text, plain) => {
    expect(spokenPart(text).trim()).toBe(plain);
  });

  it.each([
    ['Курсы:\\n• Шахматы\\n\\nЖдём!', 'Курсы:\n• Шахматы\n\nЖдём!'],
    ['Hello!\\nWe have courses.\\r\\nBye', 'Hello!\nWe have courses.\nBye'],
    ['Курсы: \\n • Шахматы', 'Курсы: \n • Шахматы'],
    ['Цена:\\t25 000\\nСкажите \\"да\\"', 'Цена: 25 000\nСкажите "да"'],
    ['Папка C:\\new\\names', 'Папка C:\\new\\names'],
    ['Курсы:\\\\n• Шахматы', 'Курсы:\n• Шахматы'],
    ['Курсы:<0x0A>Шахматы <0xE2><0x82><0xB8>', 'Курсы:\nШахматы ₸'],
    ['Курс▁шахмат', 'Курс шахмат'],
    ['КурсĠшахмат', 'Курс шахмат'],
    ['\\u041a\\u0443\\u0440\\u0441', 'Курс'],
  ])('has lines where line ends are written out: %j', (text, plain) => {
    expect(spokenPart(text)).toBe(plain);
  });
});

it('is found under three wrappings within each other', () => {
  const wrapped = (times: number): string =>
    Array.from({ length: times }).reduce<string>(
      (text) => JSON.stringify({ reply: `<think>${hm}</think>${text}` }),
      answer,
    );
  expect([1, 2, 3].map((times) => spokenPart(wrapped(times)))).toEqual([answer, answer, answer]);
});

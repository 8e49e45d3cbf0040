import { withoutCitations } from '../model-noise/citations.ts';
import { withoutEnvelope } from '../model-noise/envelope.ts';
import { withPlainTags } from './escaped-tags.ts';
import { withoutFence } from './fence.ts';
import { withoutInventedTalk } from '../model-noise/invented-talk.ts';
import { withoutLatex } from './latex.ts';
import { withoutOwnNotes } from '../model-noise/own-notes.ts';
import { withoutPage } from './page.ts';
import { withoutQuotedThinking } from '../model-noise/quoted-thinking.ts';
import { withoutStrippedChannels } from '../model-noise/stripped-channels.ts';
import { withoutTemplateMarks } from '../model-noise/template-marks.ts';
import { withoutThinking } from '../model-noise/thinking.ts';
import { withoutToolCalls } from '../model-noise/tool-calls.ts';
import { withoutWorkings } from '../model-noise/workings.ts';
import { withoutWrittenEscapes } from './written-escapes.ts';

export { customerText, note, quote } from './customer-text.ts';
export { deniesMachine } from './denial.ts';
export { quotesBusiness } from './business-text.ts';
export { holdsSecret, quotesRules, type Confidential } from './confidential.ts';
export { withoutMusing } from '../model-noise/musing.ts';
export { withoutThinking } from '../model-noise/thinking.ts';

/** What every answer goes through, in this order: what wraps the words is taken off before their form is fixed. */
const stages: readonly ((text: string) => string)[] = [
  withPlainTags,
  withoutQuotedThinking,
  withoutThinking,
  withoutWorkings,
  withoutStrippedChannels,
  withoutTemplateMarks,
  withoutEnvelope,
  withoutToolCalls,
  withoutFence,
  withoutPage,
  withoutLatex,
  withoutWrittenEscapes,
  withoutInventedTalk,
  withoutOwnNotes,
  withoutCitations,
];

/** None of the stages changes a text without one of these: a sign of a machine, or the name of a role or of thinking at a line's beginning. */
const suspicious =
  /[<[{`\\$◁✿▁Ġ【\ue200]|&lt;|~~~|\.\.\.done thinking|^>>>|^>[^\p{L}\n]{0,20}(?:Thought|Thinking|My reasoning|Reasoning|Chain of|Internal|Мысл|Рассужд|Размышл|Ход мыслей|Ойла)|^(?:→|->)|assistant\s{0,3}final|^[*# \t]{0,9}(?:analysis|assistant|commentary|final|model$|user$|json$|to=|Here(?:'s| is) my|Thought|Thinking|Reasoning|Observation|Tool|Function|Calling|Action|Действие|Мысл|Рассуждени|Размышлени|Ход мыслей|functions?\.|default_api|tools?\.|print\(|[a-z_][\w.]{1,63}\()|^[*# \t]{0,9}(?:User|Human|Customer|Client|Клиент|Пользователь|Покупатель|Тұтынушы|Chatbot|Ассистент|Ответ|Жауап|Answer|Output|Reply)(?:\*\*)? ?:|^#{2,4} ?[^\W\d_]{2,20}\s?:/imu;

/** An envelope may hold another one, or marks. */
const mostRounds = 3;

/**
 * What of a model's answer is meant for a customer: without thinking, calls of tools, marks of templates, JSON and fences
 * around it, with sums and line ends as people write them. Empty when nothing else is in it. An answer that has nothing of
 * the kind comes out as it is. Takes time in proportion to the length, whatever the text; next to none for plain words.
 */
export function spokenPart(answer: string): string {
  let text = answer;
  for (let round = 0; round < mostRounds && suspicious.test(text); round += 1) {
    const before = text;
    for (const stage of stages) text = stage(text);
    if (text === before) return text;
  }
  return text === answer ? text : text.trim();
}

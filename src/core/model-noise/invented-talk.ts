const bots =
  'Assistant|ASSISTANT|assistant|AI|Bot|Chatbot|Ассистент|Бот|Помощник|Консультант|Көмекші';
const customers =
  'User|USER|user|Human|HUMAN|Customer|Client|Клиент|Пользователь|Покупатель|Тұтынушы';
const parts = `${customers}|${bots}|Instruction|Input|Question|Response|Вопрос|Ответ|Сұрақ|Жауап`;

/** A part of a customer under a heading, as in the templates of Alpaca and Vicuna. */
const headed = new RegExp(`^[^\\S\\n]{0,3}#{2,4} ?(?:${parts})\\s?:`, 'imu');
/** A line of a customer; the group holds what they say. */
const spoken = new RegExp(
  `^[^\\S\\n]{0,3}(?:\\*\\*)?(?:${customers})(?:\\*\\*)?:(?:\\*\\*)?[^\\S\\n]*([^\\n]*)$`,
  'gmu',
);
const answered = new RegExp(`^[^\\S\\n]{0,3}(?:\\*\\*)?(?:${bots})(?:\\*\\*)?:`, 'gmu');
const leading = new RegExp(
  `^\\s*(?:#{2,4} ?(?:${bots}|Response|Ответ)\\s?:|(?:\\*\\*)?(?:Assistant|ASSISTANT|assistant|Chatbot|Ассистент|Final [Aa]nswer)(?:\\*\\*)?:(?:\\*\\*)?)\\s*`,
  'u',
);

/** A prompt that a model repeats before it answers. */
const repeated = new RegExp(
  `^\\s*#{2,4} ?(?:System|Instruction|Input|${customers})\\s?:[^]*?\\n#{2,4} ?(?:${bots}|Response|Ответ)\\s?:\\s*`,
  'u',
);

/** Roles whose marks a server has eaten, and tags of roles. */
const bare = /^(?:user|assistant)[^\S\n]*$|<(?:user|human|customer)>/m;

/**
 * The text up to where a model begins to play the customer as well: a heading such as `### User:`, a `Human:`, or a line of a
 * customer who asks something or whom a line of the bot answers. A form's `Клиент: Айгуль` stays. A role before the answer goes.
 */
export function withoutInventedTalk(text: string): string {
  const own = text.replace(repeated, '').replace(leading, '');
  const end = Math.min(headedAt(own, headed), headedAt(own, bare), spokenAt(own));
  return end < own.length ? own.slice(0, end).trim() : own;
}

function headedAt(text: string, heading: RegExp): number {
  const at = text.search(heading);
  return at > 0 ? at : Number.POSITIVE_INFINITY;
}

function spokenAt(text: string): number {
  const lastAnswer = [...text.matchAll(answered)].at(-1)?.index ?? -1;
  for (const { 0: line, 1: words = '', index } of text.matchAll(spoken)) {
    if (index === 0) continue;
    const isInvented =
      line.trimStart().startsWith('Human:') || /[?？]\s*$/.test(words) || index < lastAnswer;
    if (isInvented) return index;
  }
  return Number.POSITIVE_INFINITY;
}

import type { CaseAbout, NewCase } from '../kinds/cases.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Tool } from '../kinds/tool.ts';
import type { Entry, TurnRecord } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { phoneAbout } from '../phone.ts';
import { bounded } from './bounded.ts';

/** What an owner is asked about before it is done. */
export interface ApprovalSource {
  messages: readonly Inbound[];
  said: readonly Pick<Entry, 'role' | 'text'>[];
  record: Pick<TurnRecord, 'id' | 'chat' | 'at'>;
  language: Language;
  tool: Pick<Tool, 'description'>;
  call: NonNullable<CaseAbout['call']>;
  /** The arguments in lines. */
  details: readonly string[];
  /** What the customer hears once it is done. */
  reply: string;
  /** Unix milliseconds; absent: it waits as long as it is known. */
  expiresAt?: number;
}

const longestName = 80;
const longestQuestion = 700;

/** Arguments that are longer as JSON are shown to nobody whole: they are no matter for a short word. In bytes. */
const mostBytes = 6 * 1024;

/** The most lines that an owner reads of what is to be done. */
const mostDetails = 12;

/** A draft that does something first; undefined where an owner could not see whole what that is. */
export function newApproval(source: ApprovalSource): NewCase | undefined {
  const { messages, said, record, language, tool, call, details, reply, expiresAt } = source;
  if (details.length > mostDetails || Buffer.byteLength(JSON.stringify(call)) > mostBytes)
    return undefined;
  const name = messages.findLast((message) => message.name !== undefined)?.name;
  const asked = said.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const { id, chat, at } = record;
  return {
    id: `draft/${id}`,
    kind: 'draft',
    chat,
    at,
    about: {
      ...(name === undefined ? {} : { name: bounded(name, longestName) }),
      ...phoneAbout(messages),
      language,
      reason: 'confirm',
      summary: [`${bounded(tool.description, 200)} (${call.name})`, ...details],
      ...(asked.length === 0 ? {} : { question: bounded(asked.join(' / '), longestQuestion) }),
      proposal: [{ text: reply }],
      call,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  };
}

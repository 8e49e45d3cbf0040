import type { ChatRuleChange } from '../../core/kinds/chat-rules.ts';
import { Echoes } from '../../core/people/echoes.ts';
import { blockChat } from '../../core/operator/silence-chat.ts';
import { instanceFlag, phoneFlag } from '../phone-flag.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';

/** Whom the commands about the rules of one chat are for. */
export const ruleFlags = { phone: phoneFlag({ required: true }), instance: instanceFlag };

/** Whether a phone is left without answers, for --json. */
export interface Blocked {
  chat: string;
  blocked: boolean;
}

/** What the commands about the rules of one chat share. */
export abstract class RuleCommand extends JournalCommand {
  /** Blocks a phone, or ends that. */
  protected async block(chat: string, blocked: boolean): Promise<Blocked> {
    await this.withJournal((journal) => blockChat(journal, chat, blocked));
    const phone = phoneOf(chat);
    this.logToStderr(
      blocked ? `The bot does not answer ${phone} any more.` : `The bot answers ${phone} again.`,
    );
    return { chat, blocked };
  }

  /** Changes what holds for a chat; a running bot goes by it at once. Resolves when no send of the chat is under way any more. */
  protected change(chat: string, change: ChatRuleChange): Promise<void> {
    return this.withJournal(async ({ rules, outbox, finished }) => {
      await rules.set(chat, change);
      await new Echoes({ outbox, finished, now: Date.now }).quiet(chat);
    });
  }
}

/** What becomes of the bot's answers: they are sent, wait for an owner's approval, or are only written down. */
export type ChatMode = 'auto' | 'draft' | 'observe';

/** What holds for one chat, beside the settings. */
export interface ChatRule {
  chat: string;
  mode?: ChatMode;
  /** Nobody there is answered. */
  blocked?: true;
  /** When the customer asked the bot to stop writing of its own accord, Unix milliseconds; absent: it may. */
  stoppedAt?: number;
}

/** What is to hold from now on; what is named and undefined holds no longer, what is not named stays. */
export type ChatRuleChange = {
  readonly [Name in Exclude<keyof ChatRule, 'chat'>]?: ChatRule[Name] | undefined;
};

/**
 * What holds for single chats. All processes that work on a chat are told of a change as of a pause (`ChatWorker.changed`).
 * What is due when a chat is blocked or stopped, or its mode becomes `draft` or `observe`, is not sent any more, also afterwards,
 * nor what is settled while that holds: `outbox.attempt` refuses it in the same transaction, unless a person added it.
 * When a person is erased, only `blocked` stays: it says nothing of them but that nobody wants to talk to them.
 */
export interface ChatRules {
  /** Changes a chat's rule. */
  set(chat: string, change: ChatRuleChange): Promise<void>;
  /** What holds for this chat; only its name where nothing does. */
  of(chat: string): Promise<ChatRule>;
  /** Every chat for which something holds. */
  list(): Promise<ChatRule[]>;
}

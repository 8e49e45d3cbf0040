import type { ChatRuleChange } from '../../core/kinds/chat-rules.ts';

/** Whether by this change nothing leaves any more that is due: the chat is blocked or stopped, or its answers wait for a person. */
export function holdsBack({ blocked, stoppedAt, mode }: ChatRuleChange): boolean {
  return blocked === true || stoppedAt !== undefined || mode === 'draft' || mode === 'observe';
}

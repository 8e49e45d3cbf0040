import type { Memory } from '../kinds/memory.ts';
import type { Kept } from '../store/last-read.ts';
import { ValueStore, type StoreOptions } from '../store/value-store.ts';
import { isStoredChat } from './is-stored-chat.ts';
import type { StoredChat } from './stored-chat.ts';

/** A chat as it was read. */
export type KeptChat = Kept<StoredChat>;

/** The chats in a memory, under their bare ids. */
export class ChatStore extends ValueStore<StoredChat> {
  constructor(memory: Memory, options: StoreOptions) {
    super(memory, { prefix: '', damaged: 'chat-damaged', holds: isStoredChat }, options);
  }
}

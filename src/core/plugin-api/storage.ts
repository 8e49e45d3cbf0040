/** For what keeps chats and messages: calls that end in time, the time of an encoded chat, and what of a journal is counted. */
export { MemoryCalls } from '../store/memory-calls.ts';
export { countChats } from '../store/shelf.ts';
export { encodedTime } from '../history/stored-chat.ts';
export { holdingOf, lettersAtALook, type Holding } from '../operator/dead-letters.ts';

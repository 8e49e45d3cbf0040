import type { Content, Inbound } from '../kinds/channel.ts';
import type { EntryChange, TurnRecord } from '../kinds/turn-record.ts';

/** What the waiting messages of a chat come to, of which some change others or what was said before. */
export interface Followed<Item> {
  /** The messages as they are now, without those that were taken back and without the changes. */
  items: Item[];
  /** All changes, in order. */
  changed: EntryChange[];
}

/** Follows the changes among these messages, in their order. */
export function followChanges<Item extends { inbound: Inbound }>(
  waiting: readonly Item[],
): Followed<Item> {
  let items: Item[] = [];
  const changed: EntryChange[] = [];
  for (const item of waiting) {
    const { changes, content } = item.inbound;
    if (!changes) {
      items.push(item);
      continue;
    }
    const { id, deleted, was } = changes;
    const isGone = deleted === true || content.type !== 'text';
    items = items.flatMap((each) => {
      if (each.inbound.id !== id) return [each];
      if (isGone) return [];
      const inbound = { ...each.inbound, content: edited(each.inbound.content, content.text) };
      return [{ ...each, inbound }];
    });
    changed.push({
      id,
      ...(isGone ? {} : { text: content.text }),
      ...(was === undefined ? {} : { was }),
    });
  }
  return { items, changed };
}

/** What a message says with a new text, which is the caption of anything but a text. */
function edited(content: Content, text: string): Content {
  switch (content.type) {
    case 'text':
      return { ...content, text };
    case 'voice':
      return { ...content, caption: text };
    case 'unsupported':
      return { ...content, type: 'text', text };
    case 'unreadable':
      return { type: 'text', text };
  }
}

/** The record of a turn with the changes that it followed; where there are any, its id tells of the last of all its messages. */
export function withChanges(
  record: TurnRecord,
  waiting: readonly { inbound: Inbound }[],
  changed: EntryChange[],
): TurnRecord {
  if (changed.length === 0) return record;
  return { ...record, id: `${record.chat}/${waiting.at(-1)?.inbound.id ?? ''}`, changed };
}

import { problemOfSight, sightLines } from '../attachments/sight-notes.ts';
import type { Attached, Sight } from '../attachments/viewer.ts';
import { attachmentNote, enclosuresOf, isCard } from './enclosures.ts';
import { customerText, note } from '../guards/index.ts';
import type { Heard, UnclearReason } from '../hearing/heard.ts';
import type { Inbound, Media } from '../kinds/channel.ts';
import { asksForPerson } from '../intents/asks.ts';
import type { Language } from '../language/index.ts';
import type { PhraseName } from '../phrases/phrases.ts';

/** Who listens to what is spoken; brings its own retries. */
export interface Hearer {
  hear(
    inbound: Inbound,
    media: Media,
    previous: Language | undefined,
    signal: AbortSignal,
  ): Promise<Heard>;
}

/** Who looks at files; brings its own retries. */
export interface Looker {
  /** Absent: nobody looks, and files are told of as unseen. */
  look?(attached: Attached, signal: AbortSignal): Promise<Sight>;
}

/** One message after listening and reading. `text` is absent when there is nothing to answer in it. */
export interface Understood {
  inbound: Inbound;
  text?: string;
  voice?: true;
  /** What became of a voice note. */
  heard?: Heard;
  /** What became of the file that came with it, or with the message to which it replies. */
  sight?: Sight;
  /** The phrase that tells the customer what was wrong. */
  problem?: PhraseName;
  /** What stands in the dialogue for the model where there is no text, or beside it. */
  note?: string;
}

/** Reads, hears or looks at one message; rejects when that cannot be done now. */
export async function understand(
  inbound: Inbound,
  previous: Language | undefined,
  { hear, ...looker }: Hearer & Looker,
  signal: AbortSignal,
): Promise<Understood> {
  const { content } = inbound;
  const attached = looker.look && fileOf(inbound);
  if (attached && looker.look)
    return fromSight(inbound, await looker.look(attached, signal), attached);
  switch (content.type) {
    case 'text':
      return { inbound, text: content.text };
    case 'voice':
      return fromHeard(
        inbound,
        content.caption,
        await hear(inbound, content.media, previous, signal),
      );
    case 'unsupported':
      return { inbound, note: attachmentNote(content.attached) };
    case 'unreadable':
      return { inbound, problem: 'repeat', note: note('a message that could not be read') };
  }
}

/** The file to look at: that of the message or, where it has none, that of the message to which it replies. Of people of the business none is looked at. */
function fileOf(inbound: Inbound): Attached | undefined {
  const { content, id, from } = inbound;
  if (from !== undefined || (content.type !== 'text' && content.type !== 'unsupported'))
    return undefined;
  const { media, attached, quotedFile } = content;
  if (media) return { inbound, id, media, isImage: attached === 'image' };
  if (!quotedFile || content.type !== 'text') return undefined;
  return { inbound, ...quotedFile, isImage: /^image\//i.test(quotedFile.media.mimeType ?? '') };
}

/** An earlier file that is gone is no fault of this message: what was noted of it is in the dialogue. */
function fromSight(inbound: Inbound, sight: Sight, { id }: Attached): Understood {
  const { content } = inbound;
  const text = content.type === 'text' ? content.text : undefined;
  if (sight.type !== 'unseen') return { inbound, text: text ?? '', sight };
  if (id !== inbound.id) return { inbound, ...(text === undefined ? {} : { text }) };
  const problem = problemOfSight(sight);
  return { inbound, sight, ...(text === undefined ? {} : { text }), ...(problem && { problem }) };
}

/** What is said of a note where "please repeat it" would not help. */
const problems: Partial<Record<UnclearReason, PhraseName>> = {
  'too large': 'tooLarge',
  'too long': 'tooLong',
};

function fromHeard(inbound: Inbound, caption: string | undefined, heard: Heard): Understood {
  if (heard.type === 'understood') {
    const text = caption === undefined ? heard.text : `${caption}\n${heard.text}`;
    return { inbound, text, voice: true, heard };
  }
  const told = { note: note('a voice message that could not be understood'), heard };
  if (caption !== undefined) return { inbound, text: caption, ...told };
  return { inbound, problem: problems[heard.reason] ?? 'repeat', ...told };
}

/** All that the customer said in their own words; what stands on a card is in whatever language it was printed in. */
export function customerWords(understood: readonly Understood[]): string {
  const own = understood.filter(
    ({ inbound, text }) =>
      text !== undefined && inbound.from === undefined && !isCard(inbound.content),
  );
  return own.map(({ text }) => text).join('\n');
}

/** Whether a customer asks for a person in one of these messages, in their own words. */
export function wantsPerson(understood: readonly Understood[]): boolean {
  return understood.some(
    ({ inbound, text }) =>
      text !== undefined &&
      inbound.from === undefined &&
      !isCard(inbound.content) &&
      asksForPerson(text),
  );
}

/** One message as the model reads it: what came with it, and then what was said. */
export function rendered(
  { inbound: { content }, text, note: told, sight }: Understood,
  imageNumber = 0,
): string {
  const attached = 'attached' in content ? (content.attached ?? 'image') : 'image';
  const seen = sight === undefined ? [] : sightLines(sight, attached, imageNumber);
  const lines = [...enclosuresOf(content, sight !== undefined), ...seen, told];
  return [...lines, text === undefined || text === '' ? undefined : customerText(text)]
    .filter((line) => line !== undefined)
    .join('\n');
}

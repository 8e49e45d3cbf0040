import { FairQueue } from '../fair-queue.ts';
import { contentProblem, kindByContent, type FileFault } from './file-kind.ts';
import { FileReader } from './file-reader.ts';

/** What is read of a stranger's document at most. */
export interface DocumentLimits {
  pages: number;
  characters: number;
}

/** What a document says. `partly`: how much of it was left out, as "it …" goes on. */
export interface DocumentText {
  text: string;
  partly?: string;
}

/** Why there is nothing to tell of a document: besides what a file can have, it is of no kind that is read, or holds pictures of pages only. */
export type DocumentFault = FileFault | 'kind' | 'scan';

/** A reader that grew: an honest document of twenty pages is read within a second. */
const expectedSeconds = 1;

/** Reads what strangers send, one at a time, each in a process of its own that is gone afterwards; who sent much waits longer. */
export class DocumentReader {
  readonly #queue = new FairQueue(1);

  /** What a document says, or why nothing of it. `name` is its sender's. Never rejects but with the signal's reason. */
  async read(
    content: Uint8Array,
    { name, owner, ...limits }: DocumentLimits & { name: string; owner: string },
    signal: AbortSignal,
  ): Promise<DocumentText | { fault: DocumentFault }> {
    const file = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    if (file.length === 0) return { fault: 'empty' };
    const kind = kindByContent(file, name);
    if (kind === undefined) return { fault: 'kind' };
    const problem = contentProblem(kind, file);
    if (problem) return { fault: problem.fault };
    const reader = new FileReader();
    const work = (): ReturnType<FileReader['read']> =>
      reader.read({ file, kind, ...limits }, signal);
    const load = { owner, seconds: expectedSeconds };
    const answer = await this.#queue.run(work, load, signal).finally(() => reader.close());
    if ('problem' in answer) return { fault: answer.problem.fault };
    const { text, remarks } = answer;
    if (text.trim() === '') return { fault: kind === 'pdf' ? 'scan' : 'empty' };
    const [partly] = remarks.filter((remark) => /left out|of which|without text/.test(remark));
    return { text, ...(partly === undefined ? {} : { partly }) };
  }
}

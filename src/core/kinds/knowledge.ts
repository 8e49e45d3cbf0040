/** A document of the business: a file, or the tabs of a sheet. */
export interface KnowledgeDocument {
  /** As its owner knows it: a path within the folder, the name of a tab. Never a path of the machine. */
  name: string;
  /** Markdown. A table is a Markdown table whose first row holds the headings; a cell stands as its owner sees it, unrounded. */
  text: string;
}

/** Something that the owner should look at before the model says it. */
export interface KnowledgeWarning {
  /** Absent where it is about the whole. */
  document?: string;
  /** One line. */
  message: string;
  /** True where the document is there and could not be read: what was last read of it stays. */
  unread?: true;
}

/** What the source holds at this moment. */
export interface FetchedKnowledge {
  /** In an order that stays as long as they do. */
  documents: readonly KnowledgeDocument[];
  /** Where they come from, in a few words without secrets; the same as long as it is the same place. */
  source: string;
  /** What could not be read, or only in part, for the owner. */
  warnings: readonly KnowledgeWarning[];
}

/** Documents and tables that the bot answers from, beside its prompt. Several sources serve at once: every one whose settings are there. */
export interface Knowledge {
  /**
   * A mark that differs whenever what the source holds may differ, cheap beside `fetch`. Rejects with a WabotError, or with the
   * reason of a signal that has aborted.
   */
  look(signal: AbortSignal): Promise<string>;
  /** Reads all of it; changes nothing. Rejects with a WabotError; what one file alone is to blame for is a warning. */
  fetch(signal: AbortSignal): Promise<FetchedKnowledge>;
  /** Ends what is still under way; nothing may be called afterwards. */
  close?(): Promise<void>;
}

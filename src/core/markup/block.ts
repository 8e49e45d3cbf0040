/** What lines are made into; texts and cells are inline Markdown. `indent` is in columns, as written. */
export type Block =
  | { type: 'blank' }
  | { type: 'code'; text: string }
  | { type: 'heading'; text: string }
  | { type: 'item'; indent: number; marker: string; text: string }
  | { type: 'text'; indent: number; text: string }
  | { type: 'quote'; blocks: Block[] }
  | TableBlock;

export interface TableBlock {
  type: 'table';
  header: string[];
  rows: string[][];
}

/** A block and the number of the line after it. */
export interface Read<B extends Block = Block> {
  block: B;
  next: number;
}

import { readFileSync, renameSync } from 'node:fs';
import { argv, pid } from 'node:process';
import { PassageIndex } from './passage-index.ts';
import { passagesOf } from './passages.ts';

const [, , version = '', file = ''] = argv;

/** Builds the index of a kept version: a program of its own, so that neither its time nor its memory is the bot's. */
function build(): void {
  const { text = '' } = JSON.parse(readFileSync(version, 'utf8')) as { text?: string };
  const draft = `${file}.${pid}`;
  PassageIndex.build(draft, passagesOf(text));
  renameSync(draft, file);
}

build();

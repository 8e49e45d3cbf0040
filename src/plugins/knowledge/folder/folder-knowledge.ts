import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type {
  FetchedKnowledge,
  Knowledge,
  KnowledgeDocument,
  KnowledgeWarning,
} from '../../../core/kinds/knowledge.ts';
import { fileErrorCode } from '../../../core/plugin-api/files.ts';
import { SetupError } from '../../../core/plugin-api/failures.ts';
import {
  FileReader,
  betterExtension,
  contentProblem,
  kindByExtension,
  type FileKind,
} from '../../../core/plugin-api/knowledge.ts';

/** More files than these, or larger ones, are no documents for customers. */
const [mostFiles, mostBytes] = [500, 10_000_000];

/** A file that is to be read. */
interface Found {
  path: string;
  /** As its owner knows it. */
  name: string;
  kind: FileKind;
}

/** What goes on after "it", as a sentence about the document; it is there, and was not read. */
function unread(document: string, problem: string): KnowledgeWarning {
  return { document, message: `it ${problem}`, unread: true };
}

/** The documents of a folder and of those within. */
export class FolderKnowledge implements Knowledge {
  readonly #folder: string;
  readonly #reading = new Set<FileReader>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async look(signal: AbortSignal): Promise<string> {
    const hash = createHash('sha256');
    for (const path of await this.#paths(signal)) {
      const { size, mtimeMs } = await stat(path).catch(() => ({ size: -1, mtimeMs: 0 }));
      hash.update(`${path}\n${size} ${mtimeMs}\n`);
    }
    return hash.digest('hex');
  }

  async fetch(signal: AbortSignal): Promise<FetchedKnowledge> {
    const paths = await this.#paths(signal);
    const documents: KnowledgeDocument[] = [];
    const warnings: KnowledgeWarning[] = [];
    const reader = new FileReader();
    this.#reading.add(reader);
    try {
      for (const path of paths) {
        const name = relative(this.#folder, path).split(sep).join('/');
        const kind = kindByExtension(extname(path));
        if (kind) {
          const read = await readOne({ path, name, kind }, reader, signal);
          warnings.push(...read.warnings);
          if (read.document) documents.push(read.document);
        } else warnings.push(...unknownKind(name));
      }
    } finally {
      reader.close();
      this.#reading.delete(reader);
    }
    return { documents, source: `the folder ${basename(this.#folder)}`, warnings };
  }

  async close(): Promise<void> {
    for (const reader of this.#reading) reader.close();
    await Promise.resolve();
  }

  /** The files that are anybody's business, in their order: neither hidden ones nor what Office leaves beside open ones. */
  async #paths(signal: AbortSignal): Promise<string[]> {
    signal.throwIfAborted();
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(
      (error: unknown) => {
        throw unusable(this.#folder, error);
      },
    );
    const paths = entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !/(?:^|[\\/])(?:\.|~\$)/.test(relative(this.#folder, path)))
      .toSorted();
    if (paths.length > mostFiles) throw tooMany(this.#folder, paths.length);
    return paths;
  }
}

async function readOne(
  { path, name, kind }: Found,
  reader: FileReader,
  signal: AbortSignal,
): Promise<{ document?: KnowledgeDocument; warnings: KnowledgeWarning[] }> {
  const problem = await problemBefore(path, kind);
  if (problem !== undefined) return { warnings: [unread(name, problem)] };
  const answer = await reader.read({ file: path, kind }, signal);
  if ('problem' in answer) return { warnings: [unread(name, answer.problem.says)] };
  const warnings = answer.remarks.map((remark) => ({
    document: name,
    message: remark.startsWith('page') ? remark : `it ${remark}`,
  }));
  return { document: { name, text: answer.text }, warnings };
}

/** What can be said of a file without reading it for what it is. */
async function problemBefore(path: string, kind: FileKind): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return `is larger than ${mostBytes / 1_000_000} MB`;
    return contentProblem(kind, await readFile(path))?.says;
  } catch (error) {
    return `cannot be read (${fileErrorCode(error) ?? 'unknown reason'})`;
  }
}

function unknownKind(name: string): KnowledgeWarning[] {
  const better = betterExtension(extname(name));
  return better === undefined
    ? []
    : [{ document: name, message: `it is of a kind that is not read; save it as ${better}` }];
}

function unusable(folder: string, error: unknown): SetupError {
  const code = fileErrorCode(error) ?? 'unknown reason';
  return new SetupError(
    'knowledge.folder',
    `The folder ${basename(folder)} of WABOT_KNOWLEDGE cannot be read (${code})`,
    {
      suggestions: [
        'Make the folder and put documents for customers into it, or set WABOT_KNOWLEDGE to another one.',
      ],
      cause: error,
    },
  );
}

function tooMany(folder: string, count: number): SetupError {
  return new SetupError(
    'knowledge.folder',
    `The folder ${basename(folder)} of WABOT_KNOWLEDGE has ${count} files, of which ${mostFiles} can be read`,
    {
      suggestions: ['Choose a folder that holds the documents for customers and nothing else.'],
    },
  );
}

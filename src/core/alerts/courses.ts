import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepOwner } from '../files/file-owner.ts';
import { makeFolder } from '../files/make-folder.ts';
import type { Cluster } from '../kinds/cluster.ts';
import type { Log } from '../log.ts';
import { fieldsOf } from '../unknown-object.ts';
import type { Course } from './episodes.ts';

/** Longer than any trouble lasts that nobody looks at, milliseconds. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Where the courses of what may be wrong are kept. */
export interface Courses {
  /** Changes the course of a topic in one step; `change` may be called several times. Resolves with what it became. */
  change(topic: string, change: (before: Course) => Course): Promise<Course>;
}

/** Among all processes that share a journal. Rejects while that cannot be reached. */
export function sharedCourses(cluster: Pick<Cluster, 'change'>): Courses {
  return {
    async change(topic, change) {
      let course: Course = {};
      await cluster.change(
        `alert/${topic}`,
        (before) => {
          course = change(parsed(before));
          const text = JSON.stringify(course);
          return text === before ? undefined : text;
        },
        keptMs,
      );
      return course;
    },
  };
}

/** In a file of the data folder; in memory alone while that cannot be written. Never rejects. */
export class FileCourses implements Courses {
  readonly #folder: string;
  readonly #log: Log;
  readonly #unwritten = new Map<string, Course>();

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  change(topic: string, change: (before: Course) => Course): Promise<Course> {
    const all = this.#read();
    const before = this.#unwritten.get(topic) ?? parsedFields(all[topic]);
    const course = change(before);
    if (JSON.stringify(course) !== JSON.stringify(before)) this.#write(all, topic, course);
    return Promise.resolve(course);
  }

  get #file(): string {
    return join(this.#folder, 'alerts.json');
  }

  #read(): Record<string, unknown> {
    try {
      return { ...fieldsOf(JSON.parse(readFileSync(this.#file, 'utf8'))) };
    } catch {
      return {};
    }
  }

  #write(all: Record<string, unknown>, topic: string, course: Course): void {
    const draft = `${this.#file}.${process.pid}`;
    try {
      makeFolder(this.#folder);
      writeFileSync(draft, JSON.stringify({ ...all, [topic]: course }), { mode: 0o600 });
      keepOwner(draft);
      renameSync(draft, this.#file);
      this.#unwritten.delete(topic);
    } catch (error) {
      if (!this.#unwritten.has(topic)) this.#log.warn('alerts-not-kept', { error });
      this.#unwritten.set(topic, course);
    }
  }
}

function parsed(text: string | undefined): Course {
  try {
    return text === undefined ? {} : parsedFields(JSON.parse(text));
  } catch {
    return {};
  }
}

/** What somebody has damaged counts as nothing. */
function parsedFields(value: unknown): Course {
  const { episode, seenAt, endedAt, told } = fieldsOf(value);
  const { id, since, isTold } = fieldsOf(episode);
  return {
    ...(typeof id === 'string' && typeof since === 'number'
      ? { episode: { id, since, isTold: isTold === true } }
      : {}),
    ...(typeof seenAt === 'number' ? { seenAt } : {}),
    ...(typeof endedAt === 'number' ? { endedAt } : {}),
    ...(Array.isArray(told) ? { told: told.filter((at) => typeof at === 'number') } : {}),
  };
}

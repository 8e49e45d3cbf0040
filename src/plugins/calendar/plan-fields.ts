import type { YamlFile, YamlPath } from '../../core/plugin-api/files.ts';
import { OpeningHours, readOwnDays } from '../../core/plugin-api/time.ts';
import { folded } from './plan.ts';
import { writtenLength } from './written-length.ts';

/** Bounds of a length of time, and what it is where none is written; minutes. */
export interface LengthBounds {
  default: number;
  min: number;
  max: number;
}

/** Reads the fields of a file, each in the form that it must have; what is wrong is noted, and read as if it were not there. */
export class PlanFields {
  readonly faults: string[];
  readonly #file: YamlFile;

  constructor(file: YamlFile) {
    this.#file = file;
    this.faults = [...file.faults];
  }

  fault(path: YamlPath, problem: string): void {
    this.faults.push(this.#file.faultAt(path, problem));
  }

  /** Notes every name that is none of these. */
  onlyKnown(fields: object, names: readonly string[], path: YamlPath): void {
    for (const name of Object.keys(fields))
      if (!names.includes(name))
        this.fault([...path, name], `"${name}" is not known here; there are ${names.join(', ')}`);
  }

  /** A length of time, in minutes. */
  minutes(written: unknown, path: YamlPath, { min, max, default: usual }: LengthBounds): number {
    if (isAbsent(written)) return usual;
    const minutes = writtenLength(written);
    if (minutes !== undefined && minutes >= min && minutes <= max) return minutes;
    this.fault(
      path,
      `${nameAt(path)} must be a time such as 1h30m, 45m or 30d, from ${min} minutes to ${max}`,
    );
    return usual;
  }

  /** A name with single spaces, empty where there is none. */
  name(written: unknown, path: YamlPath, missing: string): string {
    const isWritten = typeof written === 'string' || typeof written === 'number';
    const name = isWritten ? String(written).trim().replaceAll(/\s+/g, ' ') : '';
    if (name === '') this.fault(path, missing);
    else if (name.length > 80) this.fault(path, `${nameAt(path)} is longer than 80 characters`);
    return name;
  }

  /** A list, empty where there is none. */
  list(written: unknown, path: YamlPath): unknown[] {
    if (Array.isArray(written)) return written;
    if (!isAbsent(written))
      this.fault(path, `${nameAt(path)} must be a list, each line with a - before it`);
    return [];
  }

  /** Opening hours in words. */
  hours(written: unknown, path: YamlPath): string | undefined {
    if (isAbsent(written)) return undefined;
    if (typeof written !== 'string') {
      this.fault(path, 'hours must be words such as Mon-Fri 10:00-19:00');
      return undefined;
    }
    const options = { timeZone: 'Asia/Almaty', country: 'none' } as const;
    this.#explained(() => new OpeningHours(written, options), path);
    return written;
  }

  /** Dates, perhaps with hours. */
  dates(written: unknown, path: YamlPath): string[] {
    const dates = this.list(written, path).map(String);
    for (const [index, date] of dates.entries())
      this.#explained(() => readOwnDays([date]), [...path, index]);
    return dates;
  }

  /** Notes every name that came before in its list. */
  noTwins(named: readonly { name: string }[], list: string): void {
    const seen = new Set<string>();
    for (const [index, { name }] of named.entries()) {
      if (name !== '' && seen.has(folded(name)))
        this.fault([list, index, 'name'], `"${name}" is named twice`);
      seen.add(folded(name));
    }
  }

  #explained(read: () => unknown, path: YamlPath): void {
    try {
      read();
    } catch (error) {
      this.fault(path, error instanceof Error ? error.message : String(error));
    }
  }
}

function isAbsent(written: unknown): written is undefined | null {
  return written === undefined || written === null;
}

function nameAt(path: YamlPath): string {
  return path.findLast((step) => typeof step === 'string') ?? 'it';
}

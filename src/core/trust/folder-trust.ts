import { realpathSync, statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import type { Environment } from '../settings/settings.ts';
import { packageFingerprint, programFingerprint } from './fingerprint.ts';
import { TrustStore, trustFile } from './store.ts';
import type { Thing } from './things.ts';

/** A thing with its content at this moment. */
export interface Seen extends Thing {
  content: string;
}

/** What of a folder this user lets wabot run. */
export class FolderTrust {
  /** Links resolved. */
  readonly folder: string;
  readonly #store: TrustStore;
  readonly #isVouched: boolean;

  /** @param real the variables of the process alone: those of a `.env` would let a folder vouch for itself */
  constructor(folder: string, real: Environment) {
    this.folder = realpathSync(folder);
    this.#store = new TrustStore(trustFile(real));
    this.#isVouched = isNamed(this.folder, real['WABOT_TRUST']?.trim() ?? '');
  }

  /** Whether everything that the folder brings may run: `WABOT_TRUST` names it, or a bot was set up there and nobody else can put things into it. */
  get isWhole(): boolean {
    return this.#isVouched || (this.#store.hasFolder(this.folder) && !isOpenToAll(this.folder));
  }

  /** Those among these things that nobody has agreed to as they are now. Throws as the fingerprints do. */
  unknown(things: readonly Thing[]): Thing[] {
    if (things.length === 0 || this.isWhole) return [];
    return things.filter(
      (thing) => !this.#store.has(this.folder, thing, () => seen(thing).content),
    );
  }

  /** From now on these may run as they were seen. Rejects when that cannot be kept. */
  agree(things: readonly Seen[]): Promise<void> {
    return this.#store.addThings(things.map((thing) => ({ ...thing, folder: this.folder })));
  }

  /** From now on everything in this folder may run. Rejects when that cannot be kept. */
  async agreeToAll(): Promise<void> {
    if (!this.isWhole) await this.#store.addFolder(this.folder);
  }
}

/** A thing with its content now. Throws as the fingerprints do. */
export function seen({ kind, name, path }: Thing): Seen {
  return {
    kind,
    name,
    path,
    content: kind === 'program' ? programFingerprint(path) : packageFingerprint(path),
  };
}

/** Whether WABOT_TRUST means this folder: it says yes, or names it among others. */
function isNamed(folder: string, value: string): boolean {
  if (/^(?:true|1|yes|on)$/i.test(value)) return true;
  if (/^(?:|false|0|no|off)$/i.test(value)) return false;
  return [value, ...value.split(delimiter)].some(
    (place) => place !== '' && linksResolved(resolve(folder, place)) === folder,
  );
}

function linksResolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function isOpenToAll(folder: string): boolean {
  return process.platform !== 'win32' && (statSync(folder).mode & 0o002) !== 0;
}

import {
  accessSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileErrorCode } from './file-error.ts';
import { shownPath } from './shown-path.ts';

/** A user and a group by number. */
export interface Owner {
  uid: number;
  gid: number;
}

/** What the system says of users and of what is theirs. */
export interface Owners {
  /** The user who runs this process; undefined where a system has none by number. */
  me(): number | undefined;
  /** Whose a file or a folder is (a link: whose the link is); undefined when there is none or it is hidden. */
  of(path: string): Owner | undefined;
  /** Gives it away. Throws the system's error. */
  give(path: string, owner: Owner): void;
  nameOf(uid: number): string;
}

const system: Owners = {
  me: () => process.geteuid?.(),
  of(path) {
    try {
      return lstatSync(path, { throwIfNoEntry: false });
    } catch {
      return undefined;
    }
  },
  give: (path, { uid, gid }) => lchownSync(path, uid, gid),
  nameOf(uid) {
    const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
    return (
      new RegExp(`^([^:\\n]+):[^:\\n]*:${uid}:`, 'm').exec(users)?.[1] ??
      `the user with number ${uid}`
    );
  },
};

/**
 * Gives what root has made to the owner of the folder it lies in (or of `like`), whose bot could not use it otherwise; any other
 * user changes nothing. False: the system would not have it, and the file stays root's.
 */
export function keepOwner(
  path: string,
  { like = dirname(path), owners = system }: { like?: string; owners?: Owners } = {},
): boolean {
  if (owners.me() !== 0) return true;
  const [wanted, present] = [owners.of(like), owners.of(path)];
  if (!wanted || !present || wanted.uid === 0 || wanted.uid === present.uid) return true;
  try {
    owners.give(path, { uid: wanted.uid, gid: wanted.gid });
    return true;
  } catch {
    return false;
  }
}

/** Whose a file is that this user may not use, and what gives it to him; undefined when it is his own or he is root. */
export function strangersFile(
  path: string,
  owners: Owners = system,
): { whose: string; advice: string } | undefined {
  const me = owners.me();
  const there = nearest(resolve(path), owners);
  const owner = there === undefined ? undefined : owners.of(there)?.uid;
  if (there === undefined || owner === undefined || me === undefined || me === 0 || owner === me)
    return undefined;
  const [shown, mine] = [shownPath(there), owners.nameOf(me)];
  return {
    whose: `${shown} belongs to ${owners.nameOf(owner)}, and this is ${mine}`,
    advice: `Give it to the user who runs the bot: chown -R ${mine}: ${shown}`,
  };
}

/** What lies in a folder of the bot's, two floors deep, and its user cannot use, with whose it is. Seen by root: what is root's. */
export function strangersIn(
  folder: string,
  owners: Owners = system,
): { path: string; owner: string }[] {
  const bot = owners.me() === 0 ? owners.of(folder)?.uid : owners.me();
  if (bot === undefined || bot === 0) return [];
  const isBarred = (path: string, uid: number): boolean =>
    uid !== bot && (owners.me() === 0 ? uid === 0 : !isUsable(path));
  return [folder, ...below(folder).flatMap((path) => [path, ...below(path)])].flatMap((path) => {
    const uid = owners.of(path)?.uid;
    return uid !== undefined && isBarred(path, uid) ? [{ path, owner: owners.nameOf(uid) }] : [];
  });
}

function below(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // A file, or a folder that is told of itself.
    return [];
  }
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether the system refused for want of rights. */
export function isPermissionError(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(fileErrorCode(error) ?? '');
}

/** The path itself, or the nearest one above it that can be seen. */
function nearest(path: string, owners: Owners): string | undefined {
  if (owners.of(path)) return path;
  const above = dirname(path);
  return above === path ? undefined : nearest(above, owners);
}

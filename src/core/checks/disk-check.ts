import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { strangersIn } from '../files/file-owner.ts';
import { shownPath } from '../files/shown-path.ts';
import { fine, problem, warning, type Finding } from '../kinds/finding.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { logSettings } from '../settings/log-settings.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../settings/settings.ts';

/** Below this much room the bot soon stops taking messages, and below that somebody should make some; bytes. */
const leastBytes = 50 * 1024 ** 2;
const littleBytes = 500 * 1024 ** 2;

/** The room where the bot writes, and whether it may. */
export async function checkDisk(environment: Environment): Promise<Finding[]> {
  const { values } = readSettings(
    { data: botSettings.dataFolder, log: logSettings.folder },
    environment,
  );
  const folders = await Promise.all([
    existing(resolve(values.data)),
    existing(resolve(values.log)),
  ]);
  const distinct = [...new Set(folders)];
  return [
    ...checkOwners([resolve(values.data), resolve(values.log)]),
    ...(await Promise.all(distinct.map(checkFolder))),
  ];
}

/** What a command of root's has left to root fails the bot later, one by one. */
function checkOwners(folders: readonly string[]): Finding[] {
  const strangers = [
    ...new Map(
      folders.flatMap((folder) => strangersIn(folder)).map((each) => [each.path, each]),
    ).values(),
  ];
  const [first] = strangers;
  if (!first) return [];
  const others = strangers.length === 1 ? '' : `, and so do ${strangers.length - 1} more`;
  const shown = shownPath(first.path);
  const message = `${shown} belongs to ${first.owner}${others}: the user who runs the bot cannot use it`;
  return [
    problem(
      message,
      `Give them to that user: chown -R USER: ${[...new Set(folders)].map(shownPath).join(' ')}`,
    ),
  ];
}

/** The folder, or the nearest one above it that is there. */
async function existing(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there || dirname(folder) === folder ? folder : existing(dirname(folder));
}

async function checkFolder(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  try {
    await access(folder, constants.W_OK);
  } catch {
    return problem(
      `${shownPath(folder)} cannot be written`,
      'Give the folder to the user who runs the bot, or set WABOT_DATA and LOG_DIR.',
    );
  }
  return judgeRoom(bavail * bsize, folder);
}

/** Whether so many free bytes are enough in a folder. */
export function judgeRoom(free: number, folder: string): Finding {
  const size =
    free >= 1024 ** 3
      ? `${(free / 1024 ** 3).toFixed(1)} GB`
      : `${Math.floor(free / 1024 ** 2)} MB`;
  const message = `${size} free in ${shownPath(folder)}`;
  if (free < leastBytes)
    return problem(
      message,
      'Make room on the disk: the bot accepts no message that it cannot store.',
    );
  return free < littleBytes ? warning(message, 'Make room on the disk.') : fine(message);
}

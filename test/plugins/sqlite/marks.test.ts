import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { marksOf } from '../../../src/plugins/sqlite/database-file.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const making =
  'BEGIN IMMEDIATE; CREATE TABLE t (a); PRAGMA application_id = 7; PRAGMA user_version = 3; COMMIT';

it('are those of a file that is there', () => {
  using database = new DatabaseSync(join(folder(), 'there.db'));
  expect(marksOf(database)).toEqual({ id: 0, version: 0, size: 0 });
  database.exec(making);
  expect(marksOf(database)).toEqual({ id: 7, version: 3, size: 1 });
});

it('are of one moment, though another process makes the file while they are read', () => {
  using database = new DatabaseSync(join(folder(), 'new.db'));
  using other = new DatabaseSync(join(folder(), 'new.db'), { timeout: 0 });
  const prepare = database.prepare.bind(database);
  let looks = 0;
  let isHeldOff = false;
  database.prepare = (sql) => {
    looks += 1;
    if (looks === 2)
      try {
        other.exec(making);
      } catch {
        isHeldOff = true;
        other.exec('ROLLBACK');
      }
    return prepare(sql);
  };
  expect(marksOf(database)).toEqual({ id: 0, version: 0, size: 0 });
  expect(isHeldOff).toBe(true);
});

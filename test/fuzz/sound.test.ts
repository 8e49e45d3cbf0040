import { expect, it } from 'vitest';
import { isOggOpus, oggSeconds, sniffAudio } from '../../src/core/audio.ts';
import { isMp4WithoutAudio } from '../../src/core/hearing/mp4.ts';
import { countedSeconds, leastSeconds } from '../../src/core/hearing/note-seconds.ts';
import { changedBytes } from './changes.ts';
import { fuzz } from './fuzz.ts';

/** What is said of a file is a fact or nothing, also when its bytes stand somewhere in a larger buffer. */
function check(input: Buffer): void {
  const seconds = [oggSeconds(input), countedSeconds(input)].filter((each) => each !== undefined);
  for (const each of seconds) expect(Number.isFinite(each) && each >= 0).toBe(true);
  expect(leastSeconds(input)).toBeGreaterThanOrEqual(0);
  const said = [sniffAudio(input), isOggOpus(input), isMp4WithoutAudio(input), ...seconds];
  const [before, after] = [Buffer.from('soun'), Buffer.from('OggS moov')];
  const inside = Buffer.concat([before, input, after]).subarray(
    before.length,
    before.length + input.length,
  );
  const again = [oggSeconds(inside), countedSeconds(inside)].filter((each) => each !== undefined);
  expect([sniffAudio(inside), isOggOpus(inside), isMp4WithoutAudio(inside), ...again]).toEqual(
    said,
  );
}

it('a file of whatever bytes is looked at without harm', async () => {
  expect(await fuzz({ corpus: 'sound', runs: 6_000, change: changedBytes, check })).toBeGreaterThan(
    100,
  );
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { customer, echo } from './dialogue.ts';
import { withNotes } from './messenger.ts';
import { openWorld } from './world.ts';

const recorder = join(import.meta.dirname, '../record-imports.ts');
/** But for the plugins' tables, which know what a voice costs: the day's cap counts it. */
const ofVoices =
  /\/(?:src|dist)\/(core\/delivery\/(?:speaker|spoken)|plugins\/voice\/\w+\/(?!index\.[jt]s)|plugins\/channel\/green-api\/upload)/;

/** What of the voices a bot imports that answers one message under this setting. */
async function imported(wish: string): Promise<string[]> {
  const env = { WABOT_VOICE_REPLY: wish, NODE_OPTIONS: `--import=${recorder}` };
  await using world = await openWorld({ idle: true, env, openAi: { answer: echo } });
  const running = await world.spawn();
  world.greenApi.say(customer(1), 'Сколько стоит курс?');
  await world.greenApi.waitForSent(({ length }) => length === 1);
  expect(await running.stop('SIGTERM')).toMatchObject({ code: 0 });
  const [, urls = ''] = /^imported: (.*)$/m.exec(running.output.stderr) ?? [];
  return (JSON.parse(urls) as string[]).filter((url) => ofVoices.test(url));
}

it('a bot that only writes loads nothing of what speaks', async () => {
  expect(await imported('never')).toEqual([]);
});

it.runIf(withNotes)('a bot that speaks does', async () => {
  expect((await imported('always')).length).toBeGreaterThan(3);
});

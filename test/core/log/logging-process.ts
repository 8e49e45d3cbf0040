/** Logs to the folder of its first argument until all lines are written, and says on stdout what it has loaded. */
import { createRequire } from 'node:module';
import { openLog } from '../../../src/core/log/log-writer.ts';

const [folder = '', lines = '0'] = process.argv.slice(2);
const file = await openLog({
  level: 'info',
  folder,
  content: true,
  maxMegabytes: 100,
  files: 1,
  timeZone: 'UTC',
  secrets: [],
  file: true,
});
for (let line = 0; line < Number(lines); line += 1) {
  file.log.info('message-accepted', { line, text: 'x'.repeat(1000) });
  if (line % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
}
await file.close();
const loaded = Object.keys(createRequire(import.meta.url).cache);
const found = (part: string): boolean => loaded.some((path) => path.includes(part));
process.stdout.write(JSON.stringify({ pino: found('/pino/') }), () => process.exit());

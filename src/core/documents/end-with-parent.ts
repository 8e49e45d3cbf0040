import { Worker } from 'node:worker_threads';

/** How often it is looked whether the parent lives, milliseconds. */
const lookMs = 1_000;

/** In a thread of its own, as a file that was built to harm may keep the other busy for ever. An orphan gets another parent. */
const watch = `
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), ${lookMs});
`;

/** Ends this process when the one that started it is gone, whatever it is busy with. Keeps it from no end of its own. */
export function endWithParent(): void {
  new Worker(watch, { eval: true }).unref();
}

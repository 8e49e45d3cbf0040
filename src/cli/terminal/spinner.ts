import { eraseLine } from '../../core/log/terminal.ts';

const frames = ['|', '/', '-', '\\'];

/** How long work may take before something moves on the terminal, and how long one picture of it stands; milliseconds. */
const patienceMs = 1000;
const frameMs = 120;

/** Whether a picture stands on the terminal; there is one spinner at a time. */
let isDrawn = false;

/** Makes room for a line on the terminal; a spinner moves on below it. */
export function eraseSpinner(): void {
  if (isDrawn) process.stderr.write(eraseLine);
  isDrawn = false;
}

/** Waits for work; what takes longer than a second shows that it is alive. Silent where stderr is no terminal. */
export async function spinning<T>(
  label: string,
  { shown }: { shown: boolean },
  work: () => Promise<T>,
): Promise<T> {
  if (!shown || !process.stderr.isTTY) return work();
  const begun = Date.now();
  let frame = 0;
  const timer = setInterval(() => {
    if (Date.now() - begun < patienceMs) return;
    process.stderr.write(`${eraseLine}${frames[frame % frames.length] ?? ''} ${label}`);
    isDrawn = true;
    frame += 1;
  }, frameMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    eraseSpinner();
  }
}

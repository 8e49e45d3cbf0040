const frames = ['|', '/', '-', '\\'];

/** How long work may take before something moves on the terminal, and how long one picture of it stands; milliseconds. */
const patienceMs = 1000;
const frameMs = 120;

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
    process.stderr.write(`\r\u001b[K${frames[frame % frames.length] ?? ''} ${label}`);
    frame += 1;
  }, frameMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (frame > 0) process.stderr.write('\r\u001b[K');
  }
}

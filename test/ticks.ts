/** Counts how often others had their turn while some work was done. */
export async function ticksOf(work: () => Promise<unknown>): Promise<number> {
  let ticks = 0;
  let next = setImmediate(function tick() {
    ticks += 1;
    next = setImmediate(tick);
  });
  await work();
  clearImmediate(next);
  return ticks;
}

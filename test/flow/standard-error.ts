import { hearing } from '../hearing.ts';

type Write = typeof process.stderr.write;

const listeners = new Set<(text: string) => void>();
let usual: Write | undefined;

/** Hears what this process prints on standard error instead of showing it, as long as anybody listens. Returns what ends it. */
export function listenToStandardError(listener: (text: string) => void): () => void {
  listeners.add(listener);
  if (!usual) {
    usual = process.stderr.write.bind(process.stderr);
    process.stderr.write = hearing((text) => {
      for (const hears of listeners) hears(text);
    });
  }
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0 || !usual) return;
    process.stderr.write = usual;
    usual = undefined;
  };
}

import type { LoopbackCall } from './loopback.ts';

/** The form of a call; undefined when its body is not one. */
export async function readForm({ headers, body }: LoopbackCall): Promise<FormData | undefined> {
  const type = headers['content-type'] ?? '';
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': type },
    }).formData();
  } catch {
    return undefined;
  }
}

/** The text of a field; empty when it is absent or a file. */
export function fieldText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** A response whose body is there already: it is given at once instead of through a stream, and as often as it is asked for. */
export function wholeResponse(bytes: Buffer, init: ResponseInit & { status: number }): Response {
  const response = new Response(null, init);
  if (bodiless.has(init.status)) return response;
  let streamed: Response | undefined;
  const stream = (): Response => (streamed ??= new Response(new Uint8Array(bytes), init));
  const text = (): string => new TextDecoder().decode(bytes);
  return Object.defineProperties(response, {
    body: { get: () => stream().body },
    text: { value: async () => text() },
    json: { value: async () => JSON.parse(text()) as unknown },
    bytes: { value: async () => new Uint8Array(bytes) },
    arrayBuffer: { value: async () => new Uint8Array(bytes).buffer },
    blob: { value: () => stream().blob() },
    formData: { value: () => stream().formData() },
    clone: { value: () => wholeResponse(bytes, init) },
  });
}

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** What only a real response knows, which is made for who asks for it. */
const asked = ['body', 'bodyUsed', 'redirected', 'statusText', 'type', 'url'] as const;

/**
 * A response whose body is there already: it is given at once instead of through a stream, and as often as it is asked for. The
 * real one, which takes longer to make than most answers to read, is made only for what nearly nobody asks.
 */
export function wholeResponse(bytes: Buffer, init: ResponseInit & { status: number }): Response {
  const { status } = init;
  if (bodiless.has(status)) return new Response(null, init);
  let made: Response | undefined;
  const real = (): Response => (made ??= new Response(new Uint8Array(bytes), init));
  let headers: Headers | undefined;
  const text = (): string => new TextDecoder().decode(bytes);
  const lazily = asked.map((name) => [name, { get: () => real()[name] }] as const);
  return Object.create(Response.prototype, {
    ...Object.fromEntries(lazily),
    status: { value: status },
    ok: { value: status >= 200 && status < 300 },
    headers: { get: () => (headers ??= new Headers(init.headers)) },
    text: { value: async () => text() },
    json: { value: async () => JSON.parse(text()) as unknown },
    bytes: { value: async () => new Uint8Array(bytes) },
    arrayBuffer: { value: async () => new Uint8Array(bytes).buffer },
    blob: { value: () => real().blob() },
    formData: { value: () => real().formData() },
    clone: { value: () => wholeResponse(bytes, init) },
  }) as Response;
}

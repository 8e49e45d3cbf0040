/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** Headers by their names in lower case. */
export type HeaderFields = Readonly<Record<string, string | string[] | undefined>>;

/** What an answer says of itself. */
export interface WholeInit {
  status: number;
  headers?: HeaderFields;
}

/**
 * A response whose body is there already: it is given at once instead of through a stream, and as often as it is asked for. The
 * real one, which takes longer to make than most answers to read, is made only for what nearly nobody asks.
 */
export function wholeResponse(bytes: Buffer, init: WholeInit): Response {
  const { status, headers = {} } = init;
  if (bodiless.has(status)) return new Response(null, { status, headers: listed(headers) });
  return of(new WholeResponse(bytes, init), Response.prototype);
}

/** The same object, which by its kind is what the runtime's are; those are other ones once a network is open. */
function of<Real extends object>(made: object, kind: Real): Real {
  const own = Object.getPrototypeOf(made) as object;
  if (Object.getPrototypeOf(own) !== kind) Object.setPrototypeOf(own, kind);
  return made as Real;
}

const decoder = new TextDecoder();

/** What is asked of nearly every answer; everything else comes from a real response. */
class WholeResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly #bytes: Buffer;
  readonly #fields: HeaderFields;
  #headers: Headers | undefined;
  #made: Response | undefined;

  constructor(bytes: Buffer, { status, headers = {} }: WholeInit) {
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.#bytes = bytes;
    this.#fields = headers;
  }

  get headers(): Headers {
    return (this.#headers ??= of(new WholeHeaders(this.#fields), Headers.prototype));
  }

  async text(): Promise<string> {
    return decoder.decode(this.#bytes);
  }

  async json(): Promise<unknown> {
    return JSON.parse(decoder.decode(this.#bytes)) as unknown;
  }

  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(this.#bytes);
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#bytes).buffer;
  }

  clone(): Response {
    return wholeResponse(this.#bytes, { status: this.status, headers: this.#fields });
  }

  blob(): Promise<Blob> {
    return this.#real.blob();
  }

  formData(): Promise<FormData> {
    return this.#real.formData();
  }

  get body(): Response['body'] {
    return this.#real.body;
  }

  get bodyUsed(): boolean {
    return this.#real.bodyUsed;
  }

  get redirected(): boolean {
    return this.#real.redirected;
  }

  get statusText(): string {
    return this.#real.statusText;
  }

  get type(): Response['type'] {
    return this.#real.type;
  }

  get url(): string {
    return this.#real.url;
  }

  get #real(): Response {
    const { status } = this;
    const init = { status, headers: listed(this.#fields) };
    return (this.#made ??= new Response(new Uint8Array(this.#bytes), init));
  }
}

/** One header is looked up as it came; everything else, changes among it, is done by real ones. */
class WholeHeaders {
  readonly #fields: HeaderFields;
  #made: Headers | undefined;

  constructor(fields: HeaderFields) {
    this.#fields = fields;
  }

  get(name: string): string | null {
    if (this.#made) return this.#made.get(name);
    const value = this.#fields[name.toLowerCase()];
    return typeof value === 'string' ? value : (value?.join(', ') ?? null);
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  append(name: string, value: string): void {
    this.#real.append(name, value);
  }

  set(name: string, value: string): void {
    this.#real.set(name, value);
  }

  delete(name: string): void {
    this.#real.delete(name);
  }

  getSetCookie(): string[] {
    return this.#real.getSetCookie();
  }

  forEach(...call: Parameters<Headers['forEach']>): void {
    this.#real.forEach(...call);
  }

  keys(): ReturnType<Headers['keys']> {
    return this.#real.keys();
  }

  values(): ReturnType<Headers['keys']> {
    return this.#real.values();
  }

  entries(): ReturnType<Headers['entries']> {
    return this.#real.entries();
  }

  [Symbol.iterator](): ReturnType<Headers['entries']> {
    return this.#real.entries();
  }

  get #real(): Headers {
    return (this.#made ??= new Headers(listed(this.#fields)));
  }
}

function listed(fields: HeaderFields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
}

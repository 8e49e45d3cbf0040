/** Under this key an environment carries where its variables came from; a copy made by `...` carries it along. */
export const origin: unique symbol = Symbol('where the variables came from');

interface Origins {
  /** What stands in `.env`, whether it counts or not. */
  file: Readonly<Record<string, string | undefined>>;
  /** Names that count as set in the real environment. */
  real: ReadonlySet<string>;
}

/** The environment as data: real variables over `.env`. */
export type Environment = Readonly<Record<string, string | undefined>> & {
  readonly [origin]?: Origins;
};

/** What of a setting is asked here. */
interface Origin {
  env: string;
  aliases?: readonly string[];
  default?: string;
  goesTo?: readonly (readonly string[])[];
  isList?: boolean;
  isVendor?(address: string): boolean;
}

/** Variables by which a proxy sees what goes to an address that begins with `http://`. */
const proxy: Origin = { env: 'http_proxy', aliases: ['HTTP_PROXY'] };

/** Variables that know what of them stands in `.env`, and which are set in the real environment. */
export function traceOrigins(
  values: Environment,
  file: Environment,
  sources: Readonly<Record<string, string>>,
): Environment {
  const real = new Set(Object.keys(values).filter((name) => sources[name] !== '.env'));
  return { ...values, [origin]: { file, real } };
}

/** The same variables, these among them as trusted as the real environment: a person has just said them. */
export function vouchedFor(environment: Environment, names: readonly string[]): Environment {
  const { file = {}, real = [] } = environment[origin] ?? {};
  return { ...environment, [origin]: { file, real: new Set([...real, ...names]) } };
}

/** Whether a variable has its value from `.env` and from nowhere else. */
export function isFromFile(name: string, environment: Environment): boolean {
  return isInFile(name, environment) && environment[origin]?.real.has(name) !== true;
}

/** Whether `.env` holds this value, so that anyone who wrote the file knows it. */
function isInFile(name: string, environment: Environment): boolean {
  const value = environment[origin]?.file[name];
  return value !== undefined && value === environment[name];
}

/** The name under which a setting is written; blank counts as absent. */
export function writtenName(
  { env, aliases = [] }: Pick<Origin, 'env' | 'aliases'>,
  environment: Environment,
): string | undefined {
  return [env, ...aliases].find((name) => (environment[name]?.trim() ?? '') !== '');
}

/**
 * A `.env` may have come with somebody else's folder: it may not choose where a secret of the real environment is sent. One
 * sentence for each secret of this table that it would send away, by the name of the variable that decides.
 */
export function strayingSecrets(
  table: Readonly<Record<string, Origin>>,
  environment: Environment,
): Map<string, string> {
  const straying = new Map<string, string>();
  for (const secret of Object.values(table)) {
    const name = writtenName(secret, environment);
    if (name === undefined || isInFile(name, environment)) continue;
    for (const keys of secret.goesTo ?? []) {
      const by = decidedBy(
        keys.flatMap((key) => table[key] ?? []),
        environment,
      );
      if (by !== undefined) straying.set(by, sentence(by, name));
    }
  }
  return straying;
}

/** The variable of `.env` that decides where a secret goes; undefined when none does, or to no other place than the vendor's. */
function decidedBy(addresses: readonly Origin[], environment: Environment): string | undefined {
  const address =
    addresses.find((each) => writtenName(each, environment) !== undefined) ?? addresses[0];
  if (!address) return undefined;
  const name = writtenName(address, environment);
  const value =
    (name === undefined ? undefined : environment[name]?.trim()) ?? address.default ?? '';
  if (name !== undefined && isFromFile(name, environment) && !isVendors(value, address))
    return name;
  const isRead = addressesIn(value, address).some((each) => isThroughProxy(each, environment));
  const through = isRead ? writtenName(proxy, environment) : undefined;
  return through !== undefined && isFromFile(through, environment) ? through : undefined;
}

/** Whether a proxy reads along: it does where the address is not encrypted, unless the host is reached directly. */
function isThroughProxy(address: string, environment: Environment): boolean {
  if (!/^http:/i.test(address) || !URL.canParse(address)) return false;
  const direct =
    environment[writtenName({ env: 'no_proxy', aliases: ['NO_PROXY'] }, environment) ?? ''] ?? '';
  return !direct.split(/[\s,]+/).some((host) => host === '*' || host === new URL(address).hostname);
}

function addressesIn(value: string, { isList = false }: Pick<Origin, 'isList'>): string[] {
  return isList ? value.split(',').map((each) => each.trim()) : [value];
}

function isVendors(value: string, address: Origin): boolean {
  const { default: usual, isVendor } = address;
  return addressesIn(value, address).every((each) => {
    if (!/^https:/i.test(each) || !URL.canParse(each)) return false;
    return each.replace(/(?<!\/)\/+$/, '') === usual || isVendor?.(each) === true;
  });
}

function sentence(address: string, secret: string): string {
  return `${address} stands in .env and would choose where ${secret} goes, which comes from the environment: put both into the same place (both into .env, or both into the environment)`;
}

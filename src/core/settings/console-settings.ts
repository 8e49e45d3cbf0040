import { SetupError } from '../errors.ts';
import { flag, integer, optionalText, optionalUrl, type Setting } from './settings.ts';

/** A host that can only be this machine. */
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Where the page is reached: an origin, over https or on this machine. */
function publicOrigin(env: string): Setting<string | undefined> {
  const setting = optionalUrl(env, {
    summary:
      "Public address of the owner's page, https://… without a path; without it the page opens on this machine only",
    example: 'https://bot.example.kz',
  });
  return {
    ...setting,
    parse(value) {
      const { protocol, hostname, origin } = new URL(setting.parse(value) ?? '');
      if (protocol === 'https:' || loopbackHost.test(hostname)) return origin;
      throw new Error('must begin with https://, as the page is for nobody else to read');
    },
  };
}

/** A port that may be absent. */
function optionalPort(
  env: string,
  declaration: { summary: string; example: string },
): Setting<number | undefined> {
  const { parse } = integer(env, { summary: '', default: '0', min: 0, max: 65_535 });
  return { ...optionalText(env, declaration), parse };
}

/** What a running bot shows of itself: the owner's page, and figures. */
export const consoleSettings = {
  console: flag('WABOT_CONSOLE', {
    summary:
      "Whether serve shows the owner's page at /console; it opens with WABOT_ADMIN_TOKEN and does not exist without it",
    default: 'true',
  }),
  consoleUrl: publicOrigin('CONSOLE_URL'),
  consolePort: optionalPort('CONSOLE_PORT', {
    summary:
      "Port of its own for the owner's page, on 127.0.0.1; without it the page is at PORT, 0 chooses a free one",
    example: '8001',
  }),
  metricsPort: optionalPort('METRICS_PORT', {
    summary:
      'Port on 127.0.0.1 that serves GET /metrics to programs of this machine, without a token; 0 chooses a free one',
    example: '9464',
  }),
};

/** Where this process listens, by its settings. */
interface Listening {
  host: string;
  port: number;
  adminToken: string | undefined;
  console: boolean;
  consolePort: number | undefined;
  metricsPort: number | undefined;
}

/** What also takes the port on 127.0.0.1, where the page and the figures are. */
const alsoLoopback = ['0.0.0.0', '::', '127.0.0.1', 'localhost'];

/** Throws a SetupError where two settings name the same port of the same address; 0 is a free one, and never the same. */
export function proveDistinctPorts(own: Listening): void {
  const { host, port, adminToken, console: isPageWanted, consolePort, metricsPort } = own;
  const wanted = [
    ['PORT', alsoLoopback.includes(host) ? port : 0],
    ['CONSOLE_PORT', adminToken !== undefined && isPageWanted ? consolePort : 0],
    ['METRICS_PORT', metricsPort],
  ] as const;
  const taken = new Map<number, string>();
  for (const [name, number = 0] of wanted) {
    const other = taken.get(number);
    if (other !== undefined)
      throw new SetupError('listen', `${other} and ${name} are both ${number}`, {
        suggestions: [`Give ${name} a port of its own.`],
      });
    if (number !== 0) taken.set(number, name);
  }
}

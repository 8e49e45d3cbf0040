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

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
function optionalPort(env: string): Setting<number | undefined> {
  return {
    ...optionalText(env, {
      summary:
        "Port of its own for the owner's page, on 127.0.0.1; without it the page is at PORT, 0 chooses a free one",
      example: '8001',
    }),
    parse: (value) => integer(env, { summary: '', default: '0', min: 0, max: 65_535 }).parse(value),
  };
}

/** The owner's page of a running bot. */
export const consoleSettings = {
  console: flag('WABOT_CONSOLE', {
    summary:
      "Whether serve shows the owner's page at /console; it opens with WABOT_ADMIN_TOKEN and does not exist without it",
    default: 'true',
  }),
  consoleUrl: publicOrigin('CONSOLE_URL'),
  consolePort: optionalPort('CONSOLE_PORT'),
};

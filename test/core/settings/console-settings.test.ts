import { describe, expect, it } from 'vitest';
import { proveDistinctPorts } from '../../../src/core/settings/console-settings.ts';

const none = { adminToken: undefined, console: true, consolePort: undefined };
const own = { host: '0.0.0.0', port: 8000, ...none, metricsPort: undefined };
const adminToken = 'a-long-word-of-the-admin';

describe('ports that settings name', () => {
  it.each([
    [{ metricsPort: 8000 }, 'PORT and METRICS_PORT are both 8000'],
    [{ consolePort: 8000, adminToken }, 'PORT and CONSOLE_PORT are both 8000'],
    [
      { host: '192.168.1.5', consolePort: 8001, metricsPort: 8001, adminToken },
      'CONSOLE_PORT and METRICS_PORT are both 8001',
    ],
  ])('are named where two are the same: %o', (more, message) => {
    expect(() => proveDistinctPorts({ ...own, ...more })).toThrow(
      expect.objectContaining({ message, code: 'setup.listen' }) as Error,
    );
  });

  it.each([
    {},
    { metricsPort: 9464, consolePort: 8001, adminToken },
    { port: 0, metricsPort: 0, consolePort: 0, adminToken },
    { host: '192.168.1.5', metricsPort: 8000 },
    { consolePort: 8000 },
    { consolePort: 8000, adminToken, console: false },
  ])('may be the same where only one of them is taken: %o', (more) => {
    expect(() => proveDistinctPorts({ ...own, ...more })).not.toThrow();
  });
});

/** What a unit is made for; every path is absolute. */
export interface ServiceUnit {
  /** The Node that runs it. */
  node: string;
  /** The file that Node is given: wabot's `bin/run.js`. */
  program: string;
  /** Where `.env` and the prompt are, and where the bot starts. */
  folder: string;
  /** The only folders that the bot may write to. */
  writable: readonly string[];
  user: string;
  /** As systemd writes it: `768M`, `2G`. */
  memory: string;
  /** Whether messages are fetched; `unknown`: nothing says how they come in. */
  polls: boolean | 'unknown';
  /** How long a stop waits for answers under way, in milliseconds. */
  drainMs: number;
}

/** Beyond the answers under way, and then the replies, a stop closes files and connections; seconds. */
const closingSeconds = 14;

/** Folders that `ProtectHome=yes` would hide. */
const homes = /^\/(home|root|run\/user)(\/|$)/;

/**
 * A unit for systemd that lets the bot write to its own folders alone and starts it again, ever more slowly, when it fails.
 * Wrong usage (exit 2) is not tried again; a wrong setting (3) is, so that the bot comes back once it is fixed.
 */
export function systemdUnit(unit: ServiceUnit): string {
  return [
    ...head(unit),
    '',
    '[Unit]',
    ...started,
    '',
    '[Service]',
    ...process(unit),
    ...confinement(unit),
    '',
    ...install,
  ].join('\n');
}

/** Said where a unit would start a bot to which nothing comes. */
export const howMessagesArrive =
  'Nothing says how messages come in: fetch them (WABOT_POLL=true in .env), or set GREEN_API_WEBHOOK_URL there and run wabot webhook set.';

function head({ folder, writable, user, polls }: ServiceUnit): string[] {
  const folders = [...writable, folder];
  return [
    '# wabot as a service. Once, as root:',
    `#   useradd --system --home-dir ${shellWord(folder)} --shell /usr/sbin/nologin ${user}`,
    ...writable.map((path) => `#   install -d -o ${user} -g ${user} -m 0700 ${shellWord(path)}`),
    `#   chown -R ${user}: ${[...writable, `${folder}/.env`].map(shellWord).join(' ')}`,
    '# Then save this as /etc/systemd/system/wabot.service, and:',
    '#   systemctl daemon-reload && systemctl enable --now wabot',
    ...(polls === 'unknown' ? [`# ${howMessagesArrive}`] : []),
    ...(folders.some((path) => homes.test(path))
      ? ["# The folder is somebody's home: see that the user above may enter it."]
      : []),
  ];
}

const started = [
  'Description=wabot answers customers',
  'Wants=network-online.target',
  'After=network-online.target',
  'StartLimitIntervalSec=0',
];

function process({ node, program, folder, user, memory, polls, drainMs }: ServiceUnit): string[] {
  return [
    'Type=exec',
    `User=${user}`,
    `Group=${user}`,
    `WorkingDirectory=${percent(folder)}`,
    '# The bot reads .env of its folder by itself; what stands in this file goes before it.',
    'EnvironmentFile=-/etc/default/wabot',
    'Environment=NODE_ENV=production',
    '# What this folder brings, plugins and programs, may run, also after an update.',
    `Environment=${word(`WABOT_TRUST=${folder}`)}`,
    `ExecStart=${word(node).replaceAll('$', '$$$$')} ${word(program).replaceAll('$', '$$$$')} serve${polls === true ? ' --poll' : ''}`,
    'KillMode=mixed',
    `TimeoutStopSec=${Math.ceil((2 * drainMs) / 1000) + closingSeconds}`,
    'Restart=on-failure',
    'RestartPreventExitStatus=2',
    'RestartSec=2',
    '# Ever more slowly, up to five minutes (systemd 254 and newer; older ones stay at RestartSec).',
    'RestartSteps=8',
    'RestartMaxDelaySec=300',
    `MemoryMax=${memory}`,
    'TasksMax=256',
  ];
}

function confinement({ node, program, folder, writable }: ServiceUnit): string[] {
  const isHome = [node, program, folder, ...writable].some((path) => homes.test(path));
  return [
    'UMask=0077',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    `ProtectHome=${isHome ? 'read-only' : 'yes'}`,
    `ReadWritePaths=${writable.map(word).join(' ')}`,
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    ...['Clock', 'ControlGroups', 'Hostname', 'KernelLogs', 'KernelModules', 'KernelTunables'].map(
      (what) => `Protect${what}=yes`,
    ),
    'ProtectProc=invisible',
    'CapabilityBoundingSet=',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_NETLINK AF_UNIX',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallErrorNumber=EPERM',
  ];
}

const install = ['[Install]', 'WantedBy=multi-user.target', ''];

/** systemd replaces % and what follows it. */
function percent(text: string): string {
  return text.replaceAll('%', '%%');
}

/** One word of a line where words stand side by side. */
function word(text: string): string {
  const escaped = percent(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`);
  return /[\s"'\\]/.test(text) ? `"${escaped}"` : escaped;
}

/** One word for a shell. */
export function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

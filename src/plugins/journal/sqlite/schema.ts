/** Marks the file as a journal of wabot: the letters "wabo". */
export const applicationId = 0x77_61_62_6f;

/** States of inbound and outbound rows; the partial indexes name `waiting` and `finished` by number. */
export const waiting = 0;
export const finished = 1;
export const dead = 2;

/** What brings a file from version n (its index) to n + 1; written ones are never changed. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE inbound (
    seq INTEGER PRIMARY KEY,
    chat TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    accepted_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    ended_at INTEGER
  );
  CREATE UNIQUE INDEX inbound_once ON inbound (chat, id);
  CREATE INDEX inbound_waiting ON inbound (chat, seq) WHERE state = 0;
  CREATE INDEX inbound_ended ON inbound (state, ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE outbound (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL,
    text TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    attempted_at INTEGER,
    channel_id TEXT,
    reason TEXT,
    ended_at INTEGER
  );
  CREATE INDEX outbound_due ON outbound (chat, id) WHERE state = 0;
  CREATE INDEX outbound_sent ON outbound (chat) WHERE state = 1;
  CREATE INDEX outbound_ended ON outbound (state, ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE rejected (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX rejected_at ON rejected (at);

  CREATE TABLE turns (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    chat TEXT NOT NULL,
    at INTEGER NOT NULL,
    ms INTEGER,
    model TEXT,
    prompt_version TEXT,
    language TEXT,
    input INTEGER,
    cached INTEGER,
    output INTEGER,
    speech_seconds REAL,
    record TEXT
  );
  CREATE INDEX turns_at ON turns (at, seq);
  CREATE INDEX turns_unremembered ON turns (seq) WHERE record IS NOT NULL;

  CREATE TABLE proof (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, filling BLOB NOT NULL);
  `,
  `
  ALTER TABLE turns ADD COLUMN written INTEGER;
  ALTER TABLE turns ADD COLUMN speech_model TEXT;
  `,
  `
  ALTER TABLE outbound ADD COLUMN voice TEXT;
  ALTER TABLE turns ADD COLUMN spoken_characters INTEGER;
  ALTER TABLE turns ADD COLUMN spoken_seconds REAL;
  ALTER TABLE turns ADD COLUMN voice_model TEXT;
  `,
  `
  ALTER TABLE inbound ADD COLUMN begun_by INTEGER;
  ALTER TABLE inbound ADD COLUMN begun_alone INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE inbound ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE inbound ADD COLUMN lonely_deaths INTEGER NOT NULL DEFAULT 0;
  `,
  `
  ALTER TABLE turns ADD COLUMN estimated INTEGER;
  `,
  `
  ALTER TABLE turns ADD COLUMN kind TEXT;
  ALTER TABLE outbound ADD COLUMN record TEXT;
  `,
  `
  CREATE TABLE pauses (
    chat TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    until INTEGER,
    resumed INTEGER,
    words TEXT,
    unanswered INTEGER
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE pauses ADD COLUMN through INTEGER;

  CREATE TABLE cases (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    chat TEXT NOT NULL,
    at INTEGER NOT NULL,
    about TEXT NOT NULL,
    known INTEGER NOT NULL,
    outcome TEXT,
    ended_at INTEGER,
    ended_by TEXT
  );
  CREATE INDEX cases_of_chat ON cases (chat);
  CREATE INDEX cases_open ON cases (number) WHERE outcome IS NULL;
  CREATE INDEX cases_ended ON cases (ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE notices (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    chat TEXT,
    body TEXT NOT NULL,
    routes TEXT NOT NULL DEFAULT '{}',
    closed_at INTEGER
  );
  CREATE INDEX notices_of_chat ON notices (chat) WHERE chat IS NOT NULL;
  CREATE INDEX notices_owed ON notices (seq) WHERE closed_at IS NULL;
  CREATE INDEX notices_closed ON notices (closed_at) WHERE closed_at IS NOT NULL;

  CREATE TABLE rules (
    chat TEXT PRIMARY KEY,
    rule TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE deeds (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    chat TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    ended_at INTEGER,
    result TEXT
  );
  CREATE INDEX deeds_of_chat ON deeds (chat);
  CREATE INDEX deeds_at ON deeds (at);
  `,
  `
  ALTER TABLE outbound ADD COLUMN withheld INTEGER;
  `,
  `
  ALTER TABLE turns ADD COLUMN objections TEXT;
  `,
  `
  ALTER TABLE turns ADD COLUMN calls TEXT;
  `,
];

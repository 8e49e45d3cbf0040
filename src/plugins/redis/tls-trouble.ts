interface Trouble {
  /** Completes "Redis …". */
  what: string;
  /** What a person does about it. */
  advice: string;
}

const untrusted: Trouble = {
  what: 'shows a certificate that no authority known here has signed',
  advice: 'Give the file of the authority that signed it: REDIS_TLS_CA=/path/to/ca.crt',
};

const outdated: Trouble = {
  what: 'shows a certificate that is not valid today',
  advice: 'Renew the certificate of Redis, and see that the clock of this machine is right.',
};

const foreign: Trouble = {
  what: 'shows a certificate that is made out to another name',
  advice: 'Name the host in REDIS_URL as its certificate does, or have one made for this host.',
};

const plain: Trouble = {
  what: 'does not speak TLS on this port',
  advice: 'Write redis:// instead of rediss:// in REDIS_URL, or the port on which it does.',
};

/** Redis asks who the bot is. */
export const wanting: Trouble = {
  what: 'does not accept the certificate of the bot, or asks for one',
  advice: 'Give the bot a certificate that Redis knows: REDIS_TLS_CERT and REDIS_TLS_KEY.',
};

const troubles: Readonly<Record<string, Trouble>> = {
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: outdated,
  CERT_NOT_YET_VALID: outdated,
  ERR_TLS_CERT_ALTNAME_INVALID: foreign,
  ERR_SSL_WRONG_VERSION_NUMBER: plain,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: plain,
};

/** What an error of TLS means, by its code; undefined when it is none. */
export function tlsTrouble(code: string): Trouble | undefined {
  return troubles[code] ?? (/^ERR_SSL_.*ALERT_.*(?:CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/.test(code) ? wanting : undefined);
}

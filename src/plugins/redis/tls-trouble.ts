import { certificateTrouble, type CertificateTrouble } from '../../core/plugin-api/failures.ts';

interface Trouble {
  /** Completes "Redis …". */
  what: string;
  /** What a person does about it. */
  advice: string;
}

const troubles: Readonly<Record<CertificateTrouble, Trouble>> = {
  untrusted: {
    what: 'presents a certificate signed by an unknown authority',
    advice: 'Give the file of the authority that signed it: REDIS_TLS_CA=/path/to/ca.crt',
  },
  outdated: {
    what: 'presents a certificate that is not valid today',
    advice:
      'Renew the certificate of Redis, and make sure that the clock of this machine is right.',
  },
  foreign: {
    what: 'presents a certificate issued for another name',
    advice: 'Name the host in REDIS_URL as its certificate does, or have one made for this host.',
  },
  plain: {
    what: 'does not speak TLS on this port',
    advice: 'Write redis:// instead of rediss:// in REDIS_URL, or the port on which it does.',
  },
};

/** Redis asks who the bot is. */
export const wanting: Trouble = {
  what: 'does not accept the certificate of the bot, or asks for one',
  advice: 'Give the bot a certificate that Redis knows: REDIS_TLS_CERT and REDIS_TLS_KEY.',
};

/** What an error of TLS means, by its code; undefined when it is not one. */
export function tlsTrouble(code: string): Trouble | undefined {
  const trouble = certificateTrouble(code);
  if (trouble) return troubles[trouble];
  return /^ERR_SSL_.*ALERT_.*(?:CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/.test(code)
    ? wanting
    : undefined;
}

/** What is wrong with the certificate that another side shows, or with its TLS. */
export type CertificateTrouble = 'untrusted' | 'outdated' | 'foreign' | 'plain';

const troubles: Readonly<Record<string, CertificateTrouble>> = {
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  CERT_HAS_EXPIRED: 'outdated',
  CERT_NOT_YET_VALID: 'outdated',
  ERR_TLS_CERT_ALTNAME_INVALID: 'foreign',
  ERR_SSL_WRONG_VERSION_NUMBER: 'plain',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'plain',
};

/** The trouble that a word of Node for a lost connection stands for; undefined when it is none of TLS. None passes by itself. */
export function certificateTrouble(code: string | undefined): CertificateTrouble | undefined {
  return code === undefined ? undefined : troubles[code];
}

/** Completes "<somebody> …". */
export const saysOfCertificate: Readonly<Record<CertificateTrouble, string>> = {
  untrusted: 'was reached, but its certificate is signed by an unknown authority',
  outdated: 'was reached, but its certificate is not valid today',
  foreign: 'was reached, but its certificate was issued for another name',
  plain: 'was reached, but does not speak TLS (https) at this address',
};

/** What to do about each. `address`: the setting that names the address. */
export function certificateAdvice(trouble: CertificateTrouble, address: string): string {
  switch (trouble) {
    case 'untrusted':
      return `A private or state authority, a proxy or a virus scanner signed it: start wabot with NODE_EXTRA_CA_CERTS=/path/to/ca.pem, the file of that authority, in the environment of the process (shell, unit, compose.yaml); in .env it comes too late.`;
    case 'outdated':
      return 'Make sure that the clock of this machine is right; otherwise the operator of that server must renew its certificate.';
    case 'foreign':
      return `Write the host into ${address} as the certificate names it.`;
    case 'plain':
      return `Write http:// instead of https:// into ${address}, or the port on which it speaks TLS.`;
  }
}

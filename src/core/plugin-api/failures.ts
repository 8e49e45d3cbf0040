/** What failed, and whose turn it is: the errors that a plugin may throw, and how the failure of a vendor becomes one. */
export { isRetryable, ServiceError, SetupError, WabotError, type ErrorSubject } from '../errors.ts';
export {
  certificateAdvice,
  certificateTrouble,
  saysOfCertificate,
  type CertificateTrouble,
} from '../network/certificate-trouble.ts';
export { fieldsOf, type UnknownObject } from '../unknown-object.ts';
export { firstInside, retryAfter, systemCode } from '../vendor-failure.ts';

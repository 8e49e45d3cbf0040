/** Connections to where a stranger's word leads: to public addresses only, checked as they are used. */
export { openGuarded, type Proxy } from '../network/guarded.ts';
export { isPublic, privateAddressCode, publicLookup } from '../network/public-address.ts';

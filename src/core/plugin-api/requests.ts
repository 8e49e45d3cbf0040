/** What a function of the model keeps of a customer for the business, and where that is opened. */
export { newRequest, requestNotices } from '../requests/new-request.ts';

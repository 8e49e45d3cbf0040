import {
  isListOf,
  isMoment,
  isNumber,
  isRecord,
  isOptional,
  isText,
} from '../store/value-shapes.ts';
import { mostFacts, type Customer } from './customer.ts';

/** Whether this is what is known of a customer, whole and of this version. */
export function isCustomer(value: unknown): value is Customer {
  return (
    isRecord(value) &&
    value['version'] === 1 &&
    isMoment(value['updatedAt']) &&
    isMoment(value['createdAt']) &&
    isOptional(value['name'], isFact) &&
    isListOf(value['facts'], isFact) &&
    (value['facts'] as unknown[]).length <= mostFacts &&
    isOptional(value['linked'], (linked) => isListOf(linked, isText)) &&
    isOptional(value['claim'], isClaim)
  );
}

function isFact(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['text']) &&
    isMoment(value['at']) &&
    isOptional(value['by'], (by) => by === 'business')
  );
}

function isClaim(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value['id']) &&
    isMoment(value['until']) &&
    isOptional(value['dead'], isNumber)
  );
}

import type { BusinessRequest } from '../../../src/core/kinds/sink.ts';

/** A request of a school's customer. */
export const request: BusinessRequest = {
  id: 'wb_0123456789abcdefghij',
  number: 17,
  at: 1_796_000_000_000,
  phone: '+77010000000',
  name: 'Aigerim',
  fields: [
    { name: 'name', label: 'Имя', value: 'Айгерим' },
    { name: 'what', label: 'Что нужно', value: 'Курс английского, A2' },
  ],
};

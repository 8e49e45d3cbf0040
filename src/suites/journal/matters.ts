import type { NewCase } from '../../core/kinds/cases.ts';

/** A matter of a chat. */
export function matter(chat: string, id: string, more: Partial<NewCase> = {}): NewCase {
  const about = { name: 'Анна', question: 'Есть доставка?', proposal: [{ text: 'Да' }] };
  return { id, kind: 'draft', chat, at: Date.UTC(2026, 10, 3, 9, 2), about, ...more };
}

/** A notice about nothing in particular. */
export function notice(id: string, at = 7) {
  return { id, at, topic: 'ticket', values: { count: 3 } };
}

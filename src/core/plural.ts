/** So many of something in words, `1 chat` or `2 chats`; the plural is the singular with an s unless it is given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

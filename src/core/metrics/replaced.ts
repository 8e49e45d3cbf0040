/** The same object with some of its members replaced; the others work on the object itself. */
export function replaced<T extends object>(target: T, members: Partial<T>): T {
  return new Proxy(target, {
    get(from, name) {
      const own = Reflect.get(members, name) as unknown;
      const value: unknown = own ?? Reflect.get(from, name, from);
      return typeof value === 'function' && own === undefined ? value.bind(from) : value;
    },
  });
}

/** The line of a notice that says in which chat something is: the phone, where there is one. */
export function phoneLine(chat: string | undefined): string[] {
  const digits = /^(\d{5,15})@c\.us$/.exec(chat ?? '')?.[1];
  return digits === undefined ? [] : [`+${digits}`];
}

import { phoneIn } from '../phone.ts';

/** The line of a notice that says in which chat something is: the phone, where there is one. */
export function phoneLine(chat: string | undefined): string[] {
  const digits = phoneIn(chat);
  return digits === undefined ? [] : [`+${digits}`];
}

import type { Language } from '../language/index.ts';

/** What customers read about their booking: `{what}` is the service, `{when}` the moment in words. */
export interface ReminderPhrases {
  reminder: string;
  confirmed: string;
  reallyCancel: string;
  cancelled: string;
  /** The same where only its moment is known any more. */
  gone: string;
}

/** The phrases of reminders. The Kazakh ones still have to be confirmed by a native speaker. */
export const reminderPhrases: Readonly<Record<Language, ReminderPhrases>> = {
  ru: {
    reminder: 'Напоминаем о записи: {what}, {when}.\n1 – приду\n2 – отменить',
    confirmed: 'Спасибо, ждём вас: {what}, {when}.',
    reallyCancel: 'Отменить запись: {what}, {when}? Напишите «да», и я отменю.',
    cancelled: 'Запись отменена: {what}, {when}.',
    gone: 'Запись отменена: {when}.',
  },
  kk: {
    reminder: 'Жазылғаныңызды еске саламыз: {what}, {when}.\n1 – келемін\n2 – бас тарту',
    confirmed: 'Рақмет, сізді күтеміз: {what}, {when}.',
    reallyCancel: 'Жазылудан бас тартасыз ба: {what}, {when}? «Иә» деп жазсаңыз, бас тартамын.',
    cancelled: 'Жазылу тоқтатылды: {what}, {when}.',
    gone: 'Жазылу тоқтатылды: {when}.',
  },
  en: {
    reminder: 'A reminder of your booking: {what}, {when}.\n1 – I will come\n2 – cancel',
    confirmed: 'Thank you, see you: {what}, {when}.',
    reallyCancel: 'Cancel this booking: {what}, {when}? Write "yes" and I will cancel it.',
    cancelled: 'The booking is cancelled: {what}, {when}.',
    gone: 'The booking is cancelled: {when}.',
  },
};

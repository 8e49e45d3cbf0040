const back = { open: 'а', close: 'ы' } as const;
const front = { open: 'е', close: 'і' } as const;

/** What of an ending follows a vowel, where a consonant takes one in between. */
const wishes = [
  '(C)ңыз*',
  '(C)ңдар*',
  '(C)ң',
  'шC*',
  'сOңCз*',
  'сOңдар*',
  'сCн*',
  'OсCз*',
  'OсCң*',
];
const others = ['(C)п', 'O', 'сO', '', '(C)уғO', 'уCм*', 'уCң*'];

/** The forms in which somebody is asked to do what Kazakh verbs mean, for `lexiconOf`: "қосыңыз", "қосшы", "қоссаңыз", "қоссын", "қосасыз ба". */
export function askedOf(stems: string): string {
  return formsOf(stems, wishes);
}

/** The same and the forms that stand before another verb: "қосып беріңіз", "қоса аласыз ба", "қосу". */
export function anyOf(stems: string): string {
  return formsOf(stems, [...wishes, ...others]);
}

function formsOf(stems: string, endings: readonly string[]): string {
  return stems
    .split(' ')
    .flatMap((stem) => {
      const last = /[аоұыуәөүіеэ](?=[^аоұыуәөүіеэ]*$)/.exec(stem)?.[0] ?? 'а';
      const { open, close } = 'аоұыу'.includes(last) ? back : front;
      const isOpen = /[аеыі]$/.test(stem);
      return endings.map(
        (ending) =>
          stem +
          ending
            .replace('(C)', isOpen ? '' : close)
            .replace(/^O/, isOpen ? 'й' : open)
            .replaceAll('O', open)
            .replaceAll('C', close),
      );
    })
    .join(' ');
}

import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { firstText, isBlank, listOf } from './fields.ts';

/** Where each kind of answer to buttons or to a list keeps what was chosen: the objects, the names of texts, those of ids. */
interface Places {
  objects: readonly string[];
  texts: readonly string[];
  ids: readonly string[];
}

const texts = [
  'selectedDisplayText',
  'selectedButtonText',
  'displayText',
  'buttonText',
  'title',
  'text',
  'body',
];
const ids = [
  'selectedId',
  'selectedButtonId',
  'selectedRowId',
  'singleSelectReply',
  'buttonId',
  'id',
];

/** The answers that people give by pressing, by the type's name in lower case. */
export const choices: ReadonlyMap<string, Places> = new Map([
  [
    'buttonsresponsemessage',
    {
      objects: ['buttonsResponseMessage'],
      texts: ['selectedButtonText'],
      ids: ['selectedButtonId'],
    },
  ],
  ['templatebuttonreplymessage', templateReply()],
  ['templatebuttonsreplymessage', templateReply()],
  [
    'listresponsemessage',
    { objects: ['listResponseMessage'], texts: ['title'], ids: ['singleSelectReply'] },
  ],
  ['interactivebuttonsreply', interactiveReply()],
  ['interactivebuttonsresponse', interactiveReply()],
  ['interactiveresponsemessage', interactiveReply()],
]);

function templateReply(): Places {
  const objects = ['templateButtonReplyMessage', 'templateButtonsReplyMessage'];
  return { objects, texts: ['selectedDisplayText'], ids: ['selectedId'] };
}

/** The vendor does not document what a pressed interactive button looks like. */
function interactiveReply(): Places {
  return {
    objects: [
      'interactiveButtonsReply',
      'interactiveButtonsResponse',
      'interactiveResponseMessage',
    ],
    texts,
    ids,
  };
}

/**
 * What was chosen, in words: the text of the answer; else that of the only button in it, or of the one with the chosen id in
 * it or in the message that it replies to; else an id that is a word by itself. Undefined when none of these is there.
 */
export function choiceIn(
  data: UnknownObject,
  { objects, texts: names, ids: idNames }: Places,
): string | undefined {
  const found = objects.map((name) => fieldsOf(data[name]));
  const said = firstText(...found.flatMap((fields) => names.map((name) => fields[name])));
  if (said !== undefined && !isBlank(said)) return said;
  const id = firstText(...found.flatMap((fields) => idNames.map((name) => fields[name])));
  const offered = [...found, ...offers(data)].flatMap(optionsOf);
  if (id === undefined || isBlank(id)) return offered.length === 1 ? offered[0]?.text : undefined;
  return offered.find((option) => option.id === id)?.text ?? (isWord(id) ? id : undefined);
}

/** The buttons or rows of the message that is answered, where the vendor quotes them. */
function offers(data: UnknownObject): UnknownObject[] {
  const original = fieldsOf(data['quotedMessage']);
  const names = [
    'buttonsMessage',
    'templateMessage',
    'listMessage',
    'interactiveButtons',
    'interactiveButtonsReply',
  ];
  return names.map((name) => fieldsOf(original[name]));
}

interface Option {
  id: string | undefined;
  text: string;
}

/** WhatsApp shows at most ten. */
const mostOptions = 30;

function optionsOf(fields: UnknownObject): Option[] {
  const rows = listOf(fields['sections'])
    .slice(0, mostOptions)
    .flatMap((section) => listOf(fieldsOf(section)['rows']));
  const all = [...listOf(fields['buttons']), ...rows].slice(0, mostOptions).map(fieldsOf);
  return all.flatMap((item) => {
    const inner = { ...item, ...fieldsOf(item['quickReplyButton']) };
    const text = firstText(inner['buttonText'], inner['displayText'], inner['title']);
    if (text === undefined || isBlank(text)) return [];
    return [{ id: firstText(inner['buttonId'], inner['rowId'], inner['id']), text }];
  });
}

/** Ids of programs: numbered, hexadecimal, or no more than the name of the thing that was pressed. */
const nameless =
  /^(?:btn|button|row|item|option|opt|id|choice|menu|list|reply|template|select|selected|payload|action|null|undefined|none)$/i;

/** Whether an id of letters alone says by itself what was meant, as `prices` does. */
function isWord(id: string): boolean {
  const words = id.split(/[\s_.:-]+/).filter((word) => word !== '');
  return (
    words.some((word) => word.length > 2 && !nameless.test(word)) &&
    words.every((word) => /^\p{L}+$/u.test(word))
  );
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Work = (text: string) => unknown;

/** Work on what is as long as a text and takes nothing else of it: done once for all texts of a length. */
function oncePerLength(work: (length: number) => unknown): Work {
  const done = new Set<number>();
  return ({ length }) => {
    if (done.has(length)) return;
    done.add(length);
    work(length);
  };
}

/** Where strangers' text comes in, each imported when it is asked for. */
export const entries: Readonly<Record<string, () => Promise<Work>>> = {
  'a message as a webhook brings it': async () => {
    const { readNotification } =
      await import('../../src/plugins/channel/green-api/notification.ts');
    const read = (messageData: object, senderName: string): unknown => {
      const senderData = { chatId: '77001234567@c.us', senderName };
      const value = {
        typeWebhook: 'incomingMessageReceived',
        idMessage: 'A1',
        timestamp: 1,
        senderData,
        messageData,
      };
      return readNotification(value, { idInstance: '1', now: 0 });
    };
    return (text) => {
      for (const [index, messageData] of messagesOf(text).entries())
        read(messageData, index === 0 ? text : '');
    };
  },
  'the identifiers of a webhook': async () => {
    const { readNotification } =
      await import('../../src/plugins/channel/green-api/notification.ts');
    return (text) => {
      readNotification({ typeWebhook: text }, { idInstance: '1', now: 0 });
      readNotification(
        { typeWebhook: 'stateInstanceChanged', stateInstance: text },
        { idInstance: '1', now: 0 },
      );
      const senderData = { chatId: `${text}@c.us` };
      readNotification(
        { typeWebhook: 'incomingMessageReceived', idMessage: text, senderData },
        { idInstance: '1', now: 0 },
      );
    };
  },
  'an answer of which a machine is to be left out': async () => {
    const { spokenPart, withoutThinking } = await import('../../src/core/guards/index.ts');
    return (text) => [spokenPart(text), spokenPart(`<think>${text}`), withoutThinking(text)];
  },
  'an answer that may admit not to know': async () => {
    const { admitsNotKnowing } = await import('../../src/core/unknown/admission.ts');
    return (text) => [admitsNotKnowing(text), admitsNotKnowing(`уточню ${text}`)];
  },
  'what a judge has written': async () => {
    const { readVerdict } = await import('../../src/core/verdicts/verdict.ts');
    return (text) => [readVerdict(text), readVerdict(`Verdict: ${text}`), readVerdict(`{${text}`)];
  },
  'a document with a table of cells over several rows': async () => {
    const { htmlText } = await import('../../src/core/documents/html-text.ts');
    const row = `<tr>${'<td rowspan="40">a</td>'.repeat(20)}</tr>`;
    return oncePerLength((length) => htmlText(`<table>${row.repeat(length / 256)}</table>`));
  },
  'an answer that may hold the rules': async () => {
    const { holdsSecret, quotesBusiness, quotesRules } =
      await import('../../src/core/guards/index.ts');
    return (text) => [
      holdsSecret(text, { business: '', secrets: ['hush-hush-hush'] }),
      quotesRules(text, 'Answer in the language of the customer.'),
      quotesBusiness(text, 'Отвечай коротко и на вы, спроси имя и удобное время для урока.'),
    ];
  },
  'an answer that may deny that a machine writes it': async () => {
    const { deniesMachine } = await import('../../src/core/guards/index.ts');
    return (text) => [deniesMachine(text), deniesMachine(`Я не ${text}`)];
  },
  'what may be a courtesy': async () => {
    const courtesy = await import('../../src/core/audience/courtesy.ts');
    return (text) => [
      courtesy.isMereCourtesy(text),
      courtesy.endsInGoodbye(text),
      courtesy.endsInCourtesy(text),
    ];
  },
  'a customer’s words before a model reads them': async () => {
    const { customerText, quote } = await import('../../src/core/guards/index.ts');
    return (text) => [customerText(text), quote('in reply to', text)];
  },
  'an answer in WhatsApp’s markup': async () => {
    const { toWhatsApp } = await import('../../src/core/markup/index.ts');
    return toWhatsApp;
  },
  'the words of a block of code': async () => {
    const { toWhatsApp } = await import('../../src/core/markup/index.ts');
    return (text) => toWhatsApp(`\`\`\`${text}`);
  },
  'an answer in parts': async () => {
    const { splitMessage } = await import('../../src/core/split/index.ts');
    return splitMessage;
  },
  'an answer read aloud': async () => {
    const { spokenText } = await import('../../src/core/delivery/spoken-text.ts');
    return spokenText;
  },
  'an answer that is spoken or written': async () => {
    const { inForm } = await import('../../src/core/turn/reply-form.ts');
    return (text) => inForm([text], 'ru');
  },
  'the language of an answer': async () => {
    const { otherLanguageOf } = await import('../../src/core/answer-guards/reply-language.ts');
    return (text) => otherLanguageOf(text, 'ru');
  },
  'what a message asks for': async () => {
    const { asksForPerson, draftWord, ownerCommand, stopWord } =
      await import('../../src/core/intents/index.ts');
    return (text) => [
      asksForPerson(text),
      stopWord(text),
      ownerCommand(`#стоп ${text}`),
      draftWord(`2 #1 ${text}`),
    ];
  },
  'numbers that a customer alone gave': async () => {
    const { phonesIn } = await import('../../src/core/figures/mentions.ts');
    const { unvouchedNumbers } = await import('../../src/core/numbers/invented-numbers.ts');
    return (text) => [
      phonesIn(text),
      unvouchedNumbers(text, () => ({ business: [], customer: [text] })),
    ];
  },
  'an answer that may confirm a payment': async () => {
    const { confirmsPayment } = await import('../../src/core/intents/index.ts');
    const { saysPaid } = await import('../../src/core/tools/paid-result.ts');
    return (text) => [confirmsPayment(text), saysPaid(text)];
  },
  'numbers that nobody gave': async () => {
    const { inventedNumbers } = await import('../../src/core/numbers/index.ts');
    return (text) => [inventedNumbers(text, ['Чай 500 ₸']), inventedNumbers('Чай 600 ₸', [text])];
  },
  'a message that may say when': async () => {
    const { understandWhen } = await import('../../src/core/time/index.ts');
    const now = new Date('2026-12-02T10:20:00+05:00');
    return (text) => understandWhen(text, { now, timeZone: 'Asia/Almaty' });
  },
  'what a reply claims': async () => {
    const { claimsAction } = await import('../../src/core/intents/index.ts');
    return claimsAction;
  },
  'the language of a message': async () => {
    const { detectLanguages } = await import('../../src/core/language/index.ts');
    return (text) => detectLanguages(text);
  },
  'the signs of other languages': async () => {
    const { hintsOf } = await import('../../src/core/language/hints.ts');
    return hintsOf;
  },
  'an invented transcript': async () => {
    const { isInvented } = await import('../../src/core/hearing/hallucination.ts');
    return (text) => isInvented({ text, prompted: text }, 10);
  },
  'the choice of a transcript': async () => {
    const { betterTranscript } = await import('../../src/core/hearing/transcript-choice.ts');
    return (text) => betterTranscript({ text }, { text }, { languages: ['ru', 'kk'] });
  },
  'a phone number': async () => {
    const { shortPhone, toChat } = await import('../../src/core/phone.ts');
    return (text) => {
      shortPhone(text);
      return toChat(text, 'KZ');
    };
  },
  'the instructions': async () => {
    const { composeInstructions } = await import('../../src/core/turn/instructions.ts');
    return (text) =>
      composeInstructions({
        prompt: text,
        summary: text,
        pending: [{ role: 'customer', text, at: 0 }],
        name: text,
        language: 'ru',
        alsoUsed: [],
        first: true,
        voice: false,
        time: [],
      } as never);
  },
  'what is logged': async () => {
    const { createMask } = await import('../../src/core/mask/index.ts');
    const mask = createMask({ secrets: ['secret-of-a-kind', 'abc'], content: true });
    return (text) =>
      mask({ text, chat: text, id: text, error: new Error(text), [text]: text, list: [text] });
  },
  'shapes of secrets and phones': async () => {
    const { dropControls, maskPhones } = await import('../../src/core/mask/phones.ts');
    const { maskShapes } = await import('../../src/core/mask/shapes.ts');
    return (text) => maskPhones(maskShapes(dropControls(text)));
  },
  'a line of the log': async () => {
    const { readLogLine, renderLogLine } = await import('../../src/core/log/log-line.ts');
    return (text) => {
      const event = JSON.stringify({
        time: text,
        level: text,
        event: text,
        text,
        error: { message: text },
      });
      for (const line of [text, event]) renderLogLine(readLogLine(line), String);
    };
  },
  'two texts line by line': async () => {
    const { diffLines, showChanges } = await import('../../src/core/prompts/line-diff.ts');
    return (text) => showChanges(diffLines(text, `a${text}b`));
  },
  'a prompt under review': async () => {
    const { reviewPrompt } = await import('../../src/core/prompts/prompt-review.ts');
    return reviewPrompt;
  },
  'a document’s export': async () => {
    const { exportText } = await import('../../src/plugins/prompt/google-docs/export-text.ts');
    return exportText;
  },
  'a document': async () => {
    const { documentText } =
      await import('../../src/plugins/prompt/google-docs/render/document.ts');
    return (text) => {
      const textRun = { content: text, textStyle: { link: { url: text } } };
      const paragraph = {
        elements: [{ textRun }],
        paragraphStyle: { namedStyleType: 'HEADING_1' },
      };
      const cell = { content: [{ paragraph: { elements: [{ textRun: { content: text } }] } }] };
      return documentText({
        body: {
          content: [{ paragraph }, { table: { tableRows: [{ tableCells: [cell, cell] }] } }],
        },
      });
    };
  },
  'opening hours': async () => {
    const { OpeningHours } = await import('../../src/core/time/index.ts');
    const place = { timeZone: 'Asia/Almaty', country: 'kz' } as const;
    return (text) => {
      for (const [hours, holidays] of [
        [text, []],
        ['24/7', [text, `2026-12-10 ${text}`]],
      ] as const) {
        try {
          void new OpeningHours(hours, { ...place, holidays }).at(0);
        } catch (error) {
          if (!(error instanceof Error && error.name === 'SetupError')) throw error;
        }
      }
    };
  },
  'a file of variables': async () => {
    const { readEnvironment } = await import('../../src/core/settings/environment.ts');
    return (text) => {
      const folder = mkdtempSync(join(tmpdir(), 'wabot-test-'));
      try {
        writeFileSync(join(folder, '.env'), text);
        return readEnvironment(folder, {});
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
  },
  'a file of variables to be changed': async () => {
    const { withEnvVariables } = await import('../../src/core/settings/env-file.ts');
    return (text) => withEnvVariables(text, { A: '1' });
  },
};

function messagesOf(text: string): object[] {
  return [
    {
      typeMessage: 'quotedMessage',
      extendedTextMessageData: { text },
      quotedMessage: { typeMessage: 'textMessage', textMessage: text },
    },
    {
      typeMessage: 'imageMessage',
      fileMessageData: { caption: text, downloadUrl: text, fileName: text, mimeType: text },
    },
    {
      typeMessage: 'buttonsResponseMessage',
      buttonsResponseMessage: { selectedButtonText: text, selectedButtonId: text },
    },
    {
      typeMessage: 'listResponseMessage',
      listResponseMessage: { title: text, singleSelectReply: { selectedRowId: text } },
    },
  ];
}

/** A link as the vendor's storage has them. */
export const link = 'https://do-media-7103.fra1.digitaloceanspaces.com/7103000000/0c9f8b9e.oga';

/** A text message as the vendor documents it, with some fields replaced. */
export function envelope(fields: object = {}): object {
  return {
    typeWebhook: 'incomingMessageReceived',
    instanceData: { idInstance: 7103000000, wid: '79876543210@c.us', typeInstance: 'whatsapp' },
    timestamp: 1588091580,
    idMessage: 'F7AEC1B7086ECDC7E6E45923F5EDB825',
    senderData: {
      chatId: '79001234567@c.us',
      sender: '79001234567@c.us',
      chatName: 'John',
      senderName: 'John',
      senderContactName: 'John Doe',
    },
    messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 'hi' } },
    ...fields,
  };
}

/** Things that customers say, in their languages; the last of each are sent together. */
export const samples = {
  ru: {
    texts: ['Здравствуйте! Сколько стоит?', 'Где вы находитесь?', 'Позовите человека, пожалуйста'],
    burst: ['Привет', 'а вы сегодня работаете?', 'и до скольки?'],
  },
  kk: {
    texts: ['Сәлеметсіз бе! Бағасы қанша?', 'Мекенжайыңыз қайда?', 'Адаммен сөйлесейін деп едім'],
    burst: ['Сәлем', 'бүгін жұмыс істейсіздер ме?', 'нешеге дейін?'],
  },
  en: {
    texts: ['Hello! How much is it?', 'Where are you?', 'I would like to talk to a person'],
    burst: ['Hi', 'are you open today?', 'and until when?'],
  },
};

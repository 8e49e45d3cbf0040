import { el, fill } from '../dom.js';
import { doing, toast } from '../feedback.js';
import { icon } from '../icons.js';
import { t, tongues } from '../words.js';
import { ChatLog } from './chat-log.js';
import { composer } from './composer.js';
import { PeopleStrip } from './people-strip.js';
import { post, sendFile } from './phone-api.js';
import { Recorder } from './recorder.js';
import { samples } from './samples.js';

/** The phone of a customer, who can be any of several. */
export class CustomerPhone {
  #chat = '';
  #language = '';
  /** @type {any} */
  #state;
  /** @type {Recorder | undefined} */
  #recorder;
  #strip = new PeopleStrip(t('phone.customers'), (chat) => this.#choose(chat), this.#newButton());
  #log = new ChatLog(t('phone.customer-log'), { side: 'customer', showsTold: true });
  #status = el('p', { class: 'soft', role: 'status' });
  #tongue = this.#tongueChoice();
  #samples = el('div', { class: 'samples', role: 'group', 'aria-label': t('phone.samples') });
  #burst = el(
    'button',
    {
      type: 'button',
      class: 'secondary compact burst',
      hidden: true,
      onclick: () => this.#sendBurst(),
    },
    '',
  );
  #voice = el(
    'button',
    { type: 'button', class: 'ghost round voice', onclick: () => void this.#record() },
    icon('voice', 22),
  );
  #drop = el(
    'button',
    {
      type: 'button',
      class: 'ghost round',
      'aria-label': t('phone.drop-recording'),
      title: t('phone.drop-recording'),
      onclick: () => void this.#dropRecording(),
    },
    icon('erase', 20),
  );
  #composer;

  constructor() {
    this.#composer = composer({
      id: 'customer-text',
      label: t('phone.write-as-customer'),
      send: (text) => post('say', { chat: this.#chat, text }),
      before: [this.#fileButton()],
      beside: [this.#drop, this.#voice],
    });
    this.#composer.text.addEventListener('input', () => this.#offerBurst());
    this.#showRecording(false);
    this.node = el(
      'section',
      { class: 'phone customer-phone', 'aria-labelledby': 'customer-title' },
      el('h2', { class: 'phone-kind', id: 'customer-title' }, t('phone.customer-phone')),
      this.#strip.node,
      el(
        'header',
        { class: 'chat-head' },
        el('span', { class: 'mark', 'aria-hidden': 'true' }, icon('bot', 20)),
        el('div', { class: 'chat-title' }, el('h3', {}, t('phone.business')), this.#status),
        this.#tongue,
      ),
      this.#log.node,
      this.#samples,
      this.#burst,
      this.#composer.form,
    );
  }

  update(state) {
    this.#state = state;
    const { customers, messenger } = state;
    const customer = customers.find(({ chat }) => chat === this.#chat) ?? customers[0];
    this.#chat = customer.chat;
    const people = customers.map(({ chat, name, lines }) => ({
      chat,
      name,
      count: lines.filter(({ from }) => from === 'business').length,
    }));
    this.#strip.show(people, this.#chat);
    const { lines, isWriting, language } = customer;
    this.#log.show(this.#chat, lines, { isTyping: isWriting, empty: t('phone.empty-customer') });
    const status = isWriting ? t('phone.typing') : messenger;
    if (this.#status.textContent !== status) this.#status.textContent = status;
    this.#tongue.value = language;
    if (language !== this.#language) this.#offerSamples(language);
  }

  #choose(chat) {
    this.#chat = chat;
    this.update(this.#state);
    this.#composer.text.focus();
  }

  #newButton() {
    return el(
      'button',
      {
        type: 'button',
        class: 'ghost compact new-customer',
        onclick: (event) => void this.#add(event.currentTarget),
      },
      t('phone.new-customer'),
    );
  }

  async #add(button) {
    await doing(button, async () => {
      const { chat } = await post('customer', { language: this.#language });
      this.#chat = chat;
    });
    this.#composer.text.focus();
  }

  #tongueChoice() {
    const choice = el('select', { class: 'language', 'aria-label': t('phone.customer-language') });
    for (const [code, name] of Object.entries(tongues))
      choice.append(el('option', { value: code, lang: code }, name));
    choice.addEventListener('change', () =>
      doing(undefined, () => post('language', { chat: this.#chat, language: choice.value })),
    );
    return choice;
  }

  /** What there is to be said in the customer's language. */
  #offerSamples(language) {
    this.#language = language;
    const { texts, burst } = samples[language];
    const chip = (name, work, about = {}) =>
      el(
        'button',
        {
          type: 'button',
          class: 'chip',
          ...about,
          onclick: (event) => void doing(event.currentTarget, work),
        },
        name,
      );
    const file = (what, word, sign) =>
      chip([icon(sign, 16), t(word)], () => post('sample', { chat: this.#chat, what }), {
        'data-sample': what,
      });
    fill(
      this.#samples,
      texts.map((text) =>
        chip(text, () => post('say', { chat: this.#chat, text }), { lang: language }),
      ),
      chip(
        t('phone.sample-burst', { n: burst.length }),
        () => post('say', { chat: this.#chat, text: burst.join('\n'), burst: true }),
        { 'data-sample': 'burst', title: burst.join(' · ') },
      ),
      file('voice', 'phone.sample-voice', 'voice'),
      file('picture', 'phone.sample-picture', 'picture'),
      file('document', 'phone.sample-document', 'prompt'),
    );
  }

  /** Several lines can be several messages. */
  #offerBurst() {
    const lines = this.#composer.text.value.split('\n').filter((line) => line.trim() !== '').length;
    this.#burst.hidden = lines < 2;
    this.#burst.textContent = t('phone.as-burst', { n: lines });
  }

  async #sendBurst() {
    const text = this.#composer.text.value;
    const went = await doing(this.#burst, () =>
      post('say', { chat: this.#chat, text, burst: true }),
    );
    if (went) this.#composer.clear();
    this.#composer.text.focus();
  }

  #fileButton() {
    const input = el('input', {
      type: 'file',
      class: 'hidden-word',
      tabindex: '-1',
      'aria-hidden': 'true',
    });
    const button = el(
      'button',
      {
        type: 'button',
        class: 'ghost round attach',
        'aria-label': t('phone.attach'),
        title: t('phone.attach'),
        onclick: () => input.click(),
      },
      icon('attach', 22),
    );
    input.addEventListener('change', async () => {
      const [file] = input.files ?? [];
      if (file) await this.#send(button, file, file.name);
      input.value = '';
    });
    return el('span', { class: 'attach-place' }, input, button);
  }

  /** With what is written as its caption. */
  async #send(button, file, name) {
    const caption = this.#composer.text.value.trim();
    const went = await doing(button, () => sendFile(this.#chat, file, { name, caption }));
    if (went && !file.type.startsWith('audio/')) this.#composer.clear();
  }

  async #dropRecording() {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    this.#showRecording(false);
    await recorder?.end();
    this.#composer.text.focus();
  }

  /** The same button begins a voice note, and sends it. */
  async #record() {
    if (this.#recorder) {
      const recorder = this.#recorder;
      this.#recorder = undefined;
      this.#showRecording(false);
      const note = await recorder.end();
      await doing(this.#voice, () => sendFile(this.#chat, note, { name: 'voice' }));
      return;
    }
    // Pressed twice, it would leave a microphone open.
    this.#voice.disabled = true;
    try {
      this.#recorder = await Recorder.begin();
      this.#showRecording(true);
    } catch {
      toast(t('phone.no-microphone'), 'bad');
    } finally {
      this.#voice.disabled = false;
    }
  }

  #showRecording(isOn) {
    const word = t(isOn ? 'phone.stop-recording' : 'phone.record');
    this.#voice.setAttribute('aria-label', word);
    this.#voice.title = word;
    this.#voice.toggleAttribute('data-on', isOn);
    this.#voice.hidden = !Recorder.isPossible;
    this.#drop.hidden = !isOn;
    this.#composer.text.placeholder = t(isOn ? 'phone.recording' : 'phone.write-as-customer');
  }
}

import { stepUi } from '../../strings/step.ts';
import type { Refused } from '../connection/runner-api.ts';
import { button, element, show } from '../elements.ts';
import type { StepOnPage } from '../state/page-model.ts';
import type { StepState } from '../state/page-state.ts';

/**
 * The field below a step whose command waits for typed text. While the command hides typed text, it is a
 * password field. Sending clears the field. If the runner refuses the text, the text returns to the field, so
 * that the reader can send it again.
 */
export class StepInput {
  readonly #form: HTMLFormElement;
  readonly #field: HTMLInputElement;
  readonly #send: (text: string) => Promise<Refused>;

  constructor({ root, ordinal }: StepOnPage, send: (text: string) => Promise<Refused>) {
    this.#send = send;
    this.#field = element('input', {
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-label': stepUi.inputOf(ordinal),
      placeholder: stepUi.input,
    });
    const sendButton = element('button', { type: 'submit', 'data-action': 'send' }, stepUi.inputSend);
    const interrupt = button(stepUi.interrupt, {
      action: 'interrupt',
      name: stepUi.interruptStep(ordinal),
      press: () => void send('\u0003'),
    });
    this.#form = element('form', { class: 'step-input', hidden: '' }, this.#field, sendButton, interrupt);
    this.#form.onsubmit = (event) => void this.#submit(event);
    root.querySelector('.foot')?.before(this.#form);
  }

  update({ phase, commands }: StepState): void {
    const awaited = commands.at(-1)?.awaitedInput;
    this.#hide(awaited === 'hidden');
    show(this.#form, phase === 'running' && awaited !== undefined);
  }

  /** Switches the type of the field, and clears a password field before it becomes a visible one. */
  #hide(hidden: boolean): void {
    const type = hidden ? 'password' : 'text';
    if (this.#field.type === type) return;
    if (!hidden) this.#field.value = '';
    this.#field.type = type;
    this.#field.placeholder = hidden ? stepUi.hiddenInput : stepUi.input;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { value, type } = this.#field;
    this.#field.value = '';
    const refused = await this.#send(`${value}\n`);
    if (refused !== undefined && type === 'text' && this.#field.type === 'text' && this.#field.value === '')
      this.#field.value = value;
  }
}

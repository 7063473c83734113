import type { Choices } from '../state/progress.ts';

/**
 * The tabs of the choices. All sets of tabs of one group change together, because a run takes one value of a
 * group.
 */
export class ChoiceTabs {
  #inputs: readonly HTMLInputElement[];

  constructor(document: Document, onChange: () => void) {
    this.#inputs = [...document.querySelectorAll<HTMLInputElement>('[data-choice-group] > .tab-list input')];
    for (const input of this.#inputs) {
      input.addEventListener('change', () => {
        for (const other of this.#inputs)
          if (groupOf(other) === groupOf(input) && other.value === input.value) other.checked = true;
        onChange();
      });
    }
  }

  /** The value chosen in each group. */
  choices(): Choices {
    const checked = this.#inputs.filter((input) => input.checked);
    return Object.fromEntries(checked.map((input) => [groupOf(input), input.value]));
  }
}

function groupOf(input: HTMLInputElement): string {
  return input.closest<HTMLElement>('[data-choice-group]')?.dataset.choiceGroup ?? '';
}

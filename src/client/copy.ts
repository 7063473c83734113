import { pageUi } from '../strings.ts';

/** The commands of a step alone, byte for byte, joined by newlines: what a reader would type. */
export function commandsText(commands: Iterable<{ textContent: string | null }>): string {
  return [...commands].map(({ textContent }) => textContent).join('\n');
}

/** Gives each step a button that copies its commands. */
export function offerCopy(page: Document): void {
  for (const step of page.querySelectorAll<HTMLElement>('.step')) {
    const button = page.createElement('button');
    button.type = 'button';
    button.dataset.action = 'copy';
    button.textContent = pageUi.copy;
    button.setAttribute('aria-label', pageUi.copyStep(Number(step.dataset.ordinal)));
    button.onclick = async () => {
      const done = await copy(commandsText(step.querySelectorAll('[data-text]')));
      button.textContent = done ? pageUi.copied : pageUi.copyFailed;
      setTimeout(() => (button.textContent = pageUi.copy), 1600);
    };
    step.querySelector('[data-actions]')?.append(button);
  }
}

function copy(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(() => true, () => false);
}

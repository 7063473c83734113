/** The commands of a step alone, byte for byte, joined by newlines: what a reader would type. */
export function commandsText(commands: Iterable<{ textContent: string | null }>): string {
  return [...commands].map(({ textContent }) => textContent).join('\n');
}

/** Gives each step a button that copies its commands: a copy of the page's template, which has the words. */
export function offerCopy(page: Document): void {
  const template = page.querySelector<HTMLTemplateElement>('[data-copy-button]')?.content.firstElementChild;
  if (!(template instanceof HTMLElement)) return;
  const { textContent: label, dataset: words } = template;
  for (const step of page.querySelectorAll<HTMLElement>('.step')) {
    const button = template.cloneNode(true) as HTMLButtonElement;
    button.ariaLabel = `${label}, ${step.ariaLabel}`;
    button.onclick = async () => {
      button.textContent = (await copy(commandsText(step.querySelectorAll('[data-text]')))) ? (words.copied ?? '') : (words.failed ?? '');
      setTimeout(() => (button.textContent = label), 1600);
    };
    step.querySelector('[data-actions]')?.append(button);
  }
}

function copy(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

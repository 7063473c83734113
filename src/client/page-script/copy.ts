/** The commands of a step alone, byte for byte, joined by newlines: what a reader would type. */
export function commandsText(commands: Iterable<{ textContent: string | null }>): string {
  return [...commands].map(({ textContent }) => textContent).join('\n');
}

/**
 * Gives each step a button that copies its commands, and the page one that copies its Markdown. Their words
 * stand in the page.
 */
export function offerCopy(page: Document): void {
  const template = page.querySelector<HTMLTemplateElement>('[data-copy-button]')?.content.firstElementChild;
  if (!template || !navigator.clipboard) return;
  for (const step of page.querySelectorAll<HTMLElement>('.step')) {
    const button = copyButton(template, () => commandsText(step.querySelectorAll('[data-text]')));
    button.ariaLabel = `${button.textContent}, ${step.ariaLabel}`;
    step.querySelector('[data-actions]')?.append(button);
  }
  const markdown = page.querySelector<HTMLAnchorElement>('[data-copy-page]');
  if (!markdown) return;
  const button = copyButton(template, () =>
    fetch(markdown.href).then((answer) => (answer.ok ? answer.text() : Promise.reject())),
  );
  button.textContent = markdown.dataset.copyPage ?? '';
  markdown.before(button);
}

function copyButton(template: Element, text: () => string | Promise<string>): HTMLButtonElement {
  const button = template.cloneNode(true) as HTMLButtonElement;
  const { copied = '', failed = '' } = button.dataset;
  let label: string | null | undefined;
  button.onclick = async () => {
    label ??= button.textContent;
    button.textContent = (await copy(text())) ? copied : failed;
    setTimeout(() => (button.textContent = label ?? null), 1600);
  };
  return button;
}

/** A promise goes to the clipboard as it is: it may take longer than browsers let a click count. */
function copy(text: string | Promise<string>): Promise<boolean> {
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
    () => true,
    () => false,
  );
}

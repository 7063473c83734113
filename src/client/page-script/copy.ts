/** The text of commands as a reader would type them: byte for byte, joined by newlines, without output. */
export function commandsText(commands: Iterable<{ textContent: string | null }>): string {
  return [...commands].map(({ textContent }) => textContent).join('\n');
}

/**
 * Adds to each step a button that copies its commands, and to the page a button that copies its Markdown. The
 * labels of the buttons are in the page.
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

/** Gives a promise to the clipboard as it is: browsers allow a copy only for a short time after the click. */
function copy(text: string | Promise<string>): Promise<boolean> {
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]).then(
    () => true,
    () => false,
  );
}

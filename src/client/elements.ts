type Attributes = Readonly<Record<string, string | undefined>>;

/** A new element; text only ever becomes text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A sentence with `code` in backticks, as the runner writes them. */
export function prose(sentence: string): (Node | string)[] {
  return sentence.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));
}

export function icon(name: string): HTMLElement {
  return element('span', { class: 'state-icon', 'data-icon': name, 'aria-hidden': 'true' });
}

export function button(label: string, { action, name, look, press }: { action: string; name?: string; look?: string; press: () => void }): HTMLButtonElement {
  const made = element('button', { type: 'button', 'data-action': action, class: look, 'aria-label': name }, label);
  made.onclick = press;
  return made;
}

/** Shows or hides; one that is to be hidden hands the focus it has on. */
export function show(element: HTMLElement, shown: boolean, heir?: HTMLElement): void {
  if (element.hidden !== shown) return;
  const focused = !shown && document.activeElement === element;
  element.hidden = !shown;
  if (focused) heir?.focus({ preventScroll: true });
}

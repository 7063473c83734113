type Attributes = Readonly<Record<string, string | undefined>>;

/** Makes an element. A string child becomes text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) created.setAttribute(name, value);
  created.append(...children.filter((child) => child !== undefined));
  return created;
}

/** Turns a sentence with `code` in backticks, as the runner writes it, into nodes. */
export function prose(sentence: string): (Node | string)[] {
  return sentence.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? element('code', {}, part) : part));
}

export function icon(name: string): HTMLElement {
  return element('span', { class: 'state-icon', 'data-icon': name, 'aria-hidden': 'true' });
}

export function button(
  label: string,
  { action, name, look, press }: { action: string; name?: string; look?: string; press: () => void },
): HTMLButtonElement {
  const created = element(
    'button',
    { type: 'button', 'data-action': action, class: look, 'aria-label': name },
    label,
  );
  created.onclick = press;
  return created;
}

/** Sets the text of an element, but does not touch the page if it is the same text. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent === text) return;
  const [only, ...others] = element.childNodes;
  // We change the existing text node: after each added node, the browser evaluates the `:has()` rules around
  // it again.
  if (only instanceof Text && others.length === 0) only.data = text;
  else element.textContent = text;
}

/** Sets `data-NAME`, but does not touch the page if it is the same value. */
export function mark(element: HTMLElement, name: string, value: string): void {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

/** Shows or hides an element. If a hidden element had the focus, `heir` gets it. */
export function show(element: HTMLElement, shown: boolean, heir?: HTMLElement): void {
  if (element.hidden !== shown) return;
  const focused = !shown && document.activeElement === element;
  element.hidden = !shown;
  if (focused) heir?.focus({ preventScroll: true });
}

/** A button that opens a list of less used buttons. Escape or a click elsewhere closes the list. */
export function menu(
  label: string,
  buttons: readonly HTMLButtonElement[],
  { action, name }: { action: string; name?: string },
): HTMLButtonElement {
  const list = element('div', { class: 'more-list', popover: 'auto' }, ...buttons);
  const opener = element(
    'button',
    { type: 'button', class: 'more', 'data-action': action, 'aria-label': name, 'aria-expanded': 'false' },
    label,
  );
  opener.popoverTargetElement = list;
  const close = () => list.hidePopover();
  list.addEventListener('toggle', ({ newState }) => {
    const open = newState === 'open';
    opener.ariaExpanded = String(open);
    if (!open) return removeEventListener('scroll', close);
    addEventListener('scroll', close, { once: true, passive: true });
    const { right, bottom } = opener.getBoundingClientRect();
    list.style.insetInlineStart = `${Math.max(8, right - list.offsetWidth)}px`;
    list.style.insetBlockStart = `${Math.min(bottom + 6, innerHeight - list.offsetHeight - 8)}px`;
  });
  list.addEventListener('click', ({ target }) => target instanceof HTMLButtonElement && close());
  document.body.append(list);
  return opener;
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** A new element; text only ever becomes text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) made.setAttribute(name, value);
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

export function button(
  label: string,
  { action, name, look, press }: { action: string; name?: string; look?: string; press: () => void },
): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', 'data-action': action, class: look, 'aria-label': name },
    label,
  );
  made.onclick = press;
  return made;
}

/** The same text again is no change of the page. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent === text) return;
  const [only, ...others] = element.childNodes;
  // A text that changes is no node that comes: those make the browser ask anew what the rules with `:has()`
  // say of all around them.
  if (only instanceof Text && others.length === 0) only.data = text;
  else element.textContent = text;
}

/** Sets `data-NAME`; the same value again is no change of the page. */
export function mark(element: HTMLElement, name: string, value: string): void {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

/** Shows or hides; one that is to be hidden hands the focus it has on. */
export function show(element: HTMLElement, shown: boolean, heir?: HTMLElement): void {
  if (element.hidden !== shown) return;
  const focused = !shown && document.activeElement === element;
  element.hidden = !shown;
  if (focused) heir?.focus({ preventScroll: true });
}

/**
 * A button with a list of seldom wanted ones, which opens above everything and closes by Escape or a click
 * elsewhere.
 */
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

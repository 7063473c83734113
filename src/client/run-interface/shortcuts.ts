import { runUi } from '../../strings/run-interface.ts';
import { button, element } from '../elements.ts';

/** What the keys do. The current step is the one that has the focus, or else the first one in view. */
export interface ShortcutActions {
  readonly next: () => void;
  readonly previous: () => void;
  readonly run: () => void;
  readonly toHere: () => void;
  readonly stop: () => void;
  readonly copy: () => void;
  readonly terminal: () => void;
}

const keys: Readonly<Record<string, keyof ShortcutActions>> = {
  j: 'next',
  k: 'previous',
  r: 'run',
  h: 'toHere',
  s: 'stop',
  c: 'copy',
  t: 'terminal',
};

/**
 * Listens for single keys, but not while the reader types into a field. `?` opens the list of keys; so does
 * the returned `help`.
 */
export function listenToKeys(actions: ShortcutActions): { readonly help: () => void } {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target))
      return;
    if (event.key === '?') {
      event.preventDefault();
      showHelp();
      return;
    }
    const action = keys[event.key];
    if (!action || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    actions[action]();
  });
  return { help: showHelp };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=radio]), textarea, select') ||
      target.matches('.dock-screen'))
  );
}

function showHelp(): void {
  if (document.querySelector('dialog[open]')) return;
  const dialog = element('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' });
  const close = button(runUi.keysClose, { action: 'keys-close', press: () => dialog.close() });
  const rows = [
    ...Object.entries(keys).map(([key, action]) => [key, runUi.keys[action]] as const),
    ['?', runUi.keys.help] as const,
  ];
  dialog.append(
    element('h2', { id: 'keys-title' }, runUi.keysTitle),
    element(
      'dl',
      {},
      ...rows.flatMap(([key, does]) => [element('dt', {}, element('kbd', {}, key)), element('dd', {}, does)]),
    ),
    element('div', { class: 'plan-buttons' }, close),
  );
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * The actions of the keys: most of them press a button of the page. `steps` are the elements of the steps.
 */
export function stepActions(
  steps: readonly HTMLElement[],
  { press, toHere }: { press: (selector: string) => void; toHere: (step: HTMLElement) => void },
): ShortcutActions {
  const shown = () => steps.filter(({ offsetParent }) => offsetParent !== null);
  const current = () =>
    steps.find((step) => step.contains(document.activeElement)) ??
    shown().find((step) => step.getBoundingClientRect().bottom > innerHeight / 4);
  const go = (by: number) => {
    const all = shown();
    const focused = all.findIndex((step) => step.contains(document.activeElement));
    const seen = current();
    const from = focused >= 0 ? focused + by : seen ? all.indexOf(seen) : 0;
    const step = all[Math.min(Math.max(from, 0), all.length - 1)];
    if (!step) return;
    step.tabIndex = -1;
    step.focus({ preventScroll: true });
    step.scrollIntoView({
      block: 'center',
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    });
  };
  const inStep = (action: string) => {
    const button = current()?.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
    if (button && !button.hidden) button.click();
  };
  return {
    next: () => go(1),
    previous: () => go(-1),
    run: () => inStep('run'),
    toHere: () => {
      const step = current();
      if (step) toHere(step);
    },
    stop: () => press('[data-action="stop-all"]'),
    copy: () => inStep('copy'),
    terminal: () => press('[data-action="terminal"]'),
  };
}

/** Turns to the tab that hides the step the address points at, and goes there. */
export function revealTarget(): void {
  for (const panel of document.querySelectorAll<HTMLElement>('.tab-panel:has(> .step)')) {
    const step = panel.querySelector('.step');
    const tab = panel.parentElement?.querySelector<HTMLElement>(
      `:scope > .tab-list [data-tab="${panel.dataset.tab}"]:not(:checked)`,
    );
    if (!step || !tab || `#${encodeURI(step.id)}` !== location.hash) continue;
    tab.click();
    step.scrollIntoView();
  }
}

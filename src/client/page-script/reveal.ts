/** If a tab hides the step that the address names, selects that tab and scrolls to the step. */
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

/** On a narrow page the menu lies over the text, which must not scroll behind it: the page's styles ask for this attribute (see starlight-styles.ts). */
export function tellMenu(): void {
  document.getElementById('starlight__sidebar')?.addEventListener('toggle', ({ newState }) => {
    document.body.toggleAttribute('data-menu-open', newState === 'open');
  });
}

/** Looks for a runner at the page's own origin; nothing appears where none answers. To a tab without token the bar says how to pair. */
export async function probe(): Promise<void> {
  const runInterface = document.querySelector<HTMLTemplateElement>('[data-run-interface]');
  const bar = document.querySelector<HTMLElement>('[data-bar]');
  const key = runInterface?.dataset.tokenKey;
  if (!bar || !key) return;
  const paired = takeToken(key) || sessionStorage.getItem(key) !== null;
  addEventListener('hashchange', () => takeToken(key) && location.reload());
  if (!(await runnerAnswers())) return;
  if (paired) document.body.append(runInterface.content.cloneNode(true));
  else bar.hidden = false;
}

/** Moves the token from the address, where it must not stay, to where this tab keeps it. */
function takeToken(key: string): boolean {
  const token = /^#token=([\w-]{43})$/.exec(location.hash)?.[1];
  if (!token) return false;
  sessionStorage.setItem(key, token);
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

function runnerAnswers(): Promise<boolean> {
  return fetch('/api/health')
    .then((answer) => answer.json())
    .then(
      (health) => 'guiderail' in health,
      () => false,
    );
}

import { ui } from '../strings.ts';
const tokenKey = 'guiderail-token';

/** Looks for a runner at the page's own origin; nothing appears where none answers. */
export async function probe(): Promise<void> {
  const token = takeToken();
  const bar = document.querySelector<HTMLElement>('[data-guide]');
  if (!bar || !(await runnerAnswers())) return;
  if (token) (await import('./run-interface.ts')).start(token);
  else {
    bar.textContent = ui.pairNotice;
    bar.hidden = false;
  }
}

function takeToken(): string | null {
  const [, token] = /^#token=([\w-]{43})$/.exec(location.hash) ?? [];
  if (token) {
    sessionStorage.setItem(tokenKey, token);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(tokenKey);
}

async function runnerAnswers(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health');
    return answer.ok && 'guiderail' in (await answer.json());
  } catch {
    return false;
  }
}

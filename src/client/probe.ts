import { pageUi } from '../strings.ts';
import { tokenKey } from './token.ts';

/** Looks for a runner at the page's own origin; nothing appears where none answers. */
export async function probe(): Promise<void> {
  const token = takeToken();
  addEventListener('hashchange', () => takeToken(true) && location.reload());
  if (!(await runnerAnswers())) return;
  const runInterface = document.querySelector<HTMLTemplateElement>('[data-run-interface]');
  const bar = document.querySelector<HTMLElement>('[data-bar]');
  if (token) document.body.append(runInterface?.content.cloneNode(true) ?? '');
  else if (bar) {
    bar.textContent = pageUi.pairNotice;
    bar.hidden = false;
  }
}

/** The token of this tab: from the address, where it must not stay, or from before. */
function takeToken(onlyNew = false): string | null {
  const [, token] = /^#token=([\w-]{43})$/.exec(location.hash) ?? [];
  if (token) {
    sessionStorage.setItem(tokenKey, token);
    history.replaceState(history.state, '', location.pathname + location.search);
    return token;
  }
  return onlyNew ? null : sessionStorage.getItem(tokenKey);
}

async function runnerAnswers(): Promise<boolean> {
  try {
    const answer = await fetch('/api/health');
    return answer.ok && 'guiderail' in (await answer.json());
  } catch {
    return false;
  }
}

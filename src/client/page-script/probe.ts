/**
 * Looks for a runner at the page's own origin; nothing appears where none answers. To a tab without token the
 * bar says how to pair.
 */
export async function probe(): Promise<void> {
  const runInterface = document.querySelector<HTMLTemplateElement>('[data-run-interface]');
  const bar = document.querySelector<HTMLElement>('[data-bar]');
  const key = runInterface?.dataset.tokenKey;
  if (!bar || !key) return;
  const paired = takeToken(key) || key in sessionStorage;
  addEventListener('hashchange', () => takeToken(key) && location.reload());
  if (!(await insist(isRunner))) return;
  if (paired) await insist((attempt) => load(runInterface, attempt));
  else bar.hidden = false;
}

const mostTries = 10;
const pauseMs = 1000;

/** A connection may be cut at any time: tries until there is an answer. `undefined`: there is none. */
async function insist(attempt: (number: number) => Promise<unknown>): Promise<unknown> {
  for (let number = 0; number < mostTries; number += 1) {
    try {
      return await attempt(number);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return undefined;
}

/**
 * Puts the run interface, which is one script, into the page; a script that did not come has to have another
 * address to be asked for anew.
 */
function load({ content }: HTMLTemplateElement, attempt: number): Promise<unknown> {
  const copy = content.cloneNode(true) as DocumentFragment;
  return new Promise((resolve, reject) => {
    const script = copy.firstElementChild as HTMLScriptElement;
    if (attempt > 0) script.src += `?again=${attempt}`;
    script.onload = resolve;
    script.onerror = reject;
    document.body.append(copy);
  });
}

/** Moves the token from the address, where it must not stay, to where this tab keeps it. */
function takeToken(key: string): boolean {
  const token = /^#token=([\w-]{43})$/.exec(location.hash)?.[1];
  if (!token) return false;
  sessionStorage.setItem(key, token);
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

/**
 * By how its answer begins; whoever else answers here answers something else. Throws where none comes whole.
 */
function isRunner(): Promise<boolean> {
  return fetch('/api/health')
    .then((answer) => answer.text())
    .then((text) => text.startsWith('{"guiderail"'));
}

/**
 * Asks whether a runner serves this page. If so, starts the run interface, or shows how to pair a tab that
 * has no token. If not, the page stays as it is.
 */
export async function probe(): Promise<void> {
  const runInterface = document.querySelector<HTMLTemplateElement>('[data-run-interface]');
  const bar = document.querySelector<HTMLElement>('[data-bar]');
  const key = runInterface?.dataset.tokenKey;
  if (!bar || !key) return;
  const paired = takeToken(key) || key in sessionStorage;
  addEventListener('hashchange', () => takeToken(key) && location.reload());
  if (!(await retry(isRunner))) return;
  if (paired) await retry((attempt) => load(runInterface, attempt));
  else bar.hidden = false;
}

const mostAttempts = 10;
const pauseMs = 1000;

/**
 * Repeats an attempt that fails, because a connection may be cut at any time. `undefined`: every attempt
 * failed.
 */
async function retry(attempt: (number: number) => Promise<unknown>): Promise<unknown> {
  for (let number = 0; number < mostAttempts; number += 1) {
    try {
      return await attempt(number);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return undefined;
}

/**
 * Puts the script of the run interface into the page. Each attempt uses a new address: the browser would not
 * load a script again that it could not load.
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

/** Moves the token from the address, where others could see it, to the storage of this tab. */
function takeToken(key: string): boolean {
  const token = /^#token=([\w-]{43})$/.exec(location.hash)?.[1];
  if (!token) return false;
  sessionStorage.setItem(key, token);
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

/**
 * Recognises a runner by the start of its answer: another server may answer too. Throws if the answer is cut.
 */
function isRunner(): Promise<boolean> {
  return fetch('/api/health')
    .then((answer) => answer.text())
    .then((text) => text.startsWith('{"guiderail"'));
}

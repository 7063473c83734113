/** Looks for a runner at the page's own origin; nothing appears where none answers. To a tab without token the bar says how to pair. */
export async function probe(): Promise<void> {
  const runInterface = document.querySelector<HTMLTemplateElement>('[data-run-interface]');
  const bar = document.querySelector<HTMLElement>('[data-bar]');
  const key = runInterface?.dataset.tokenKey;
  if (!bar || !key) return;
  const paired = takeToken(key) || sessionStorage.getItem(key) !== null;
  addEventListener('hashchange', () => takeToken(key) && location.reload());
  if (!(await insist(isRunner))) return;
  if (paired) await insist((attempt) => load(runInterface, attempt));
  else bar.hidden = false;
}

/** Pauses before what failed on the way is tried again, in milliseconds: a connection may be cut at any time. */
const pausesMs = [200, 500, 1000, 2000, 4000, 8000];

/** Tries until there is an answer, `false` where there is none. `true`: it is as wanted. */
async function insist(attempt: (number: number) => Promise<boolean>): Promise<boolean> {
  for (const [number, pauseMs] of pausesMs.entries()) {
    try {
      return await attempt(number);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return false;
}

/** Puts the run interface into the page; a script that did not come has to have another address to be asked for anew. */
function load({ content }: HTMLTemplateElement, attempt: number): Promise<boolean> {
  const copy = content.cloneNode(true) as DocumentFragment;
  const loaded = [...copy.querySelectorAll('script')].map(
    (script) =>
      new Promise((resolve, reject) => {
        if (attempt > 0) script.src += `?again=${attempt}`;
        script.onload = resolve;
        script.onerror = reject;
      }),
  );
  document.body.append(copy);
  return Promise.all(loaded).then(() => true);
}

/** Moves the token from the address, where it must not stay, to where this tab keeps it. */
function takeToken(key: string): boolean {
  const token = /^#token=([\w-]{43})$/.exec(location.hash)?.[1];
  if (!token) return false;
  sessionStorage.setItem(key, token);
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

/** Throws where no answer comes whole. Another server's may be no JSON, or other JSON. */
async function isRunner(): Promise<boolean> {
  const answer = await fetch('/api/health');
  const text = await answer.text();
  try {
    return 'guiderail' in JSON.parse(text);
  } catch {
    return false;
  }
}

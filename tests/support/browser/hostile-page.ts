export interface Attack {
  /** Origin of the attacked server. */
  readonly target: string;
  /** The right token, as if it had leaked. */
  readonly token: string;
  /** Body of a request for a run. */
  readonly body: string;
  /** How long each attempt waits for success. */
  readonly waitMs: number;
  /** Names of the attempts, in their order. */
  readonly names: typeof ways;
}

/**
 * The result of an attack: `true` for each attempt with which the page read, ran, showed or heard something
 * of the target.
 */
export type Loot = Readonly<Record<(typeof ways)[number], boolean>>;

export const ways = [
  'fetch',
  'fetch that runs',
  'fetch without CORS',
  'EventSource',
  'WebSocket',
  'script',
  'module',
  'worker',
  'stylesheet',
  'picture',
  'frame',
  'object',
  'popup',
] as const;

/**
 * Runs in a page of the browser and tries every known way to reach another origin. The browser gets only the
 * text of this function, so it uses nothing outside itself.
 */
export async function attack({ target, token, body, waitMs, names }: Attack): Promise<Loot> {
  const within = (promise: Promise<unknown>) =>
    Promise.race([
      promise.then(Boolean, () => false),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), waitMs)),
    ]);
  const event = (emitter: EventTarget, name: string) =>
    new Promise<Event>((resolve) => emitter.addEventListener(name, resolve, { once: true }));
  const reported = (word: string) =>
    new Promise<boolean>((resolve) =>
      addEventListener('message', ({ data, origin }) => origin === target && data === word && resolve(true)),
    );
  const added = <E extends HTMLElement>(name: string, settings: Partial<E> & Record<string, unknown>): E => {
    const element = Object.assign(document.createElement(name), settings) as unknown as E;
    document.body.append(element);
    return element;
  };
  const authorization = `Bearer ${token}`;
  const opened = window as unknown as { opened?: boolean };

  // These requests are sent although the page cannot read the answers. The target says whether they ran.
  const frame = added<HTMLIFrameElement>('iframe', { name: 'sink' });
  for (const path of ['/api/runs', '/api/sessions/x%2Fg/line', '/api/sessions/x%2Fg/reset']) {
    const form = added<HTMLFormElement>('form', {
      action: target + path,
      method: 'post',
      enctype: 'text/plain',
      target: frame.name,
    });
    const field = Object.assign(document.createElement('input'), { name: body.slice(0, -1), value: '}' });
    form.append(field);
    form.submit();
    navigator.sendBeacon(target + path, body);
    void fetch(target + path, { method: 'POST', mode: 'no-cors', body }).catch(() => {});
  }

  const framed = reported('framed');
  // A frame is loaded even if it may not be shown. Wait for it before the popup of the same site opens: the
  // popup could keep the scripts of the frame from running.
  await within(event(added<HTMLIFrameElement>('iframe', { src: `${target}/` }), 'load'));
  const events = new EventSource(`${target}/api/events?token=${token}`);
  const socket = new WebSocket(`${target.replace('http', 'ws')}/api/events?token=${token}`, [
    'bearer',
    token,
  ]);
  const answered = reported('opened');
  const script = added<HTMLScriptElement>('script', { src: `${target}/page.js` });
  const module = added<HTMLScriptElement>('script', { type: 'module', src: `${target}/page.js` });
  const styles = added<HTMLLinkElement>('link', { rel: 'stylesheet', href: `${target}/page.css` });
  const picture = added<HTMLImageElement>('img', { src: `${target}/picture.svg` });
  const object = added<HTMLObjectElement>('object', { data: `${target}/picture.svg`, type: 'image/svg+xml' });
  const popup = window.open(`${target}/`);
  const asking = setInterval(() => popup?.postMessage('who are you?', '*'), 50);
  const worker = new Worker(
    URL.createObjectURL(
      new Blob([`importScripts(${JSON.stringify(`${target}/page.js`)}); postMessage('ran')`]),
    ),
  );

  const loot = await Promise.all([
    within(fetch(`${target}/api/state`, { headers: { authorization } }).then((answer) => answer.text())),
    within(
      fetch(`${target}/api/runs`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      }),
    ),
    within(fetch(`${target}/`, { mode: 'no-cors' })),
    within(event(events, 'message')),
    within(event(socket, 'open')),
    within(event(script, 'load').then(() => opened.opened)),
    within(event(module, 'load')),
    within(event(worker, 'message')),
    within(event(styles, 'load').then(() => getComputedStyle(document.body).getPropertyValue('--loot'))),
    within(event(picture, 'load').then(() => picture.naturalWidth > 0)),
    within(framed),
    within(event(object, 'load')),
    within(answered),
  ]);
  clearInterval(asking);
  events.close();
  socket.close();
  worker.terminate();
  popup?.close();
  return Object.fromEntries(names.map((name, at) => [name, loot[at]])) as unknown as Loot;
}

/** A site with everything that an attack looks for. Its page reports to the page that frames or opens it. */
export const lootSite: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><title>runner</title><script src="/page.js"></script>',
  'page.js': `globalThis.opened = true;
if (globalThis.document && parent !== self) parent.postMessage('framed', '*');
if (globalThis.document)
  addEventListener('message', ({ source, data }) => {
    if (data === 'who are you?') source.postMessage('opened', '*');
  });
`,
  'page.css': 'body { --loot: yes }',
  // This policy lets the scripts of the site run, so that only the server can stop an attack.
  'content-security-policy.json': JSON.stringify({
    policy: "default-src 'self'; base-uri 'none'; form-action 'none'",
  }),
  'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
};

import { duration } from '../../format.ts';
import type { PartProgress, SessionState, TargetState } from '../../guide/protocol.ts';
import { barUi, siteNewsUi } from '../../strings/bar.ts';
import type { Connection } from '../connection/follow-events.ts';
import { button, element, icon, prose } from '../elements.ts';

/** A line below the bar's buttons. */
export interface Note {
  readonly text: string;
  readonly tone?: 'warn' | 'bad';
  /** The parts of a cluster that is being prepared. */
  readonly parts?: readonly PartProgress[];
  /** Links to pages of the site, shown after the text. */
  readonly links?: readonly { readonly href: string; readonly label: string }[];
  /** Text after the links. */
  readonly afterLinks?: string;
  /** Problems, one on each line. */
  readonly lines?: readonly string[];
  /** The note has a button that loads the page again. */
  readonly reload?: true;
}

/** The facts that the notes are made from. */
export interface NoteFacts {
  readonly connection: Connection;
  readonly target: TargetState | undefined;
  readonly session: SessionState;
  /** Changes of the pages' files since this page was loaded. */
  readonly news: readonly Note[];
  /** Why the runner refused the last request, or what the last press of a button of the bar did. */
  readonly notice: string | undefined;
}

/** After this time without an answer, the runner was probably stopped. */
const goneMs = 15_000;

/** The notes that the bar shows, in order. */
export function notesOf({ connection, target, session, news, notice }: NoteFacts): Note[] {
  if (connection.kind === 'unpaired') return [{ text: barUi.pairAgain, tone: 'warn' }];
  const notes: Note[] = [];
  if (connection.kind === 'waiting') {
    notes.push({
      text: barUi.reconnecting(Math.max(0, Math.ceil((connection.until - performance.now()) / 1000))),
      tone: 'warn',
    });
    const goneForMs = performance.now() - connection.since;
    if (goneForMs > goneMs)
      notes.push({ text: barUi.gone(new Date(Date.now() - goneForMs).toLocaleTimeString()) });
  }
  notes.push(...news);
  if (target?.phase === 'preparing') notes.push({ text: barUi.preparing(target.name), parts: target.parts });
  if (target?.phase === 'recorded') notes.push({ text: target.why });
  if (target?.phase === 'broken') notes.push({ text: target.why, tone: 'bad' });
  if (session.state === 'lost') {
    notes.push({
      text: [session.message, barUi.sessionLost(session.lost.join(', '))].filter(Boolean).join(' '),
      tone: 'warn',
    });
  }
  if (notice) notes.push({ text: notice });
  return notes;
}

/** The whole text of a note, for screen readers. */
export function wordsOf({ text, links = [], afterLinks, lines = [] }: Note): string {
  return [text, links.map(({ label }) => label).join(', '), afterLinks, ...lines].filter(Boolean).join(' ');
}

/** Shows notes. The elements of a note that stays are kept, so that its button or link keeps the focus. */
export class NoteList {
  readonly root: HTMLElement;
  #views = new Map<string, HTMLElement>();

  constructor(root: HTMLElement) {
    this.root = root;
  }

  update(notes: readonly Note[]): void {
    const views = new Map<string, HTMLElement>();
    for (const note of notes) {
      const key = JSON.stringify(note);
      views.set(key, this.#views.get(key) ?? noteView(note));
    }
    for (const [key, view] of this.#views) if (!views.has(key)) view.remove();
    let before: Element | null = null;
    for (const view of views.values()) {
      const place: Element | null = before === null ? this.root.firstElementChild : before.nextElementSibling;
      if (place !== view) this.root.insertBefore(view, place);
      before = view;
    }
    this.#views = views;
  }
}

function noteView({ text, tone, parts, links = [], afterLinks, lines = [], reload }: Note): HTMLElement {
  const linked = links.flatMap(({ href, label }, at) => [
    at === 0 ? ' ' : ', ',
    element('a', { href }, label),
  ]);
  const sentence = element('p', {}, ...prose(text), ...linked, afterLinks && ` ${afterLinks}`);
  return element(
    'div',
    { class: 'bar-note', 'data-tone': tone, 'data-reload': reload && '' },
    sentence,
    reload && button(siteNewsUi.reload, { action: 'reload', press: () => location.reload() }),
    lines.length > 0
      ? element('ul', { class: 'problems' }, ...lines.map((line) => element('li', {}, ...prose(line))))
      : undefined,
    parts && partsView(parts),
  );
}

function partsView(parts: readonly PartProgress[]): HTMLElement {
  const icons = { waiting: 'queued', running: 'running', done: 'passed', failed: 'failed' } as const;
  return element(
    'ul',
    { class: 'parts' },
    ...parts.map(({ part, state, elapsedMs, usualMs, note }) =>
      element(
        'li',
        { 'data-part-state': state },
        icon(icons[state]),
        element(
          'span',
          {},
          part,
          element('span', { class: 'sr-only' }, ` ${barUi.parts[state]}`),
          note ? element('span', { class: 'note' }, note) : undefined,
        ),
        element('span', { class: 'time' }, partTime(state, elapsedMs, usualMs)),
      ),
    ),
  );
}

function partTime(state: PartProgress['state'], elapsedMs: number, usualMs: number): string {
  if (state === 'waiting') return barUi.partWaiting(duration(usualMs));
  return state === 'running' ? barUi.partTime(duration(elapsedMs), duration(usualMs)) : duration(elapsedMs);
}

import { barUi } from '../../strings/bar.ts';
import { button, element, menu, show, write } from '../elements.ts';
import type { Progress } from '../state/progress.ts';
import { type NoteFacts, NoteList, notesOf } from './bar-notes.ts';

/** The formats of an exported run. */
export type ExportFormat = 'markdown' | 'json';

export interface BarActions {
  readonly runAll: () => void;
  readonly continueRun: () => void;
  readonly stop: () => void;
  readonly reset: () => void;
  readonly retry: () => void;
  readonly skip: () => void;
  readonly exportAs: (format: ExportFormat) => void;
  /** Opens the list of keys. */
  readonly keys: () => void;
  /** The button that opens and closes the terminal. */
  readonly terminal: HTMLButtonElement;
}

export interface BarFacts extends NoteFacts {
  /** Absent on a page without steps. */
  readonly progress: Progress | undefined;
  /**
   * The step at which the last run stopped, and the next step, by their ordinals. `sentence` tells the reader
   * about it. Absent if no run stopped.
   */
  readonly stopped:
    | { readonly ordinal: number; readonly next: number | undefined; readonly sentence: string }
    | undefined;
}

const trackParts = ['passed', 'stale', 'differs', 'failed', 'running'] as const;

/** The bar above the text: it shows how far the runs of this guide are, and has the buttons for all steps. */
export class GuideBar {
  #root: HTMLElement;
  #row = element('div', { class: 'bar-row' });
  #notes = new NoteList(element('div', { 'data-bar-notes': '' }));
  #progress = element('span', { class: 'progress', 'data-progress': '' });
  #counts = element('span', { class: 'counts' });
  #parts = trackParts.map((part) => element('i', { 'data-part': part }));
  #track = element('span', { class: 'track', 'aria-hidden': 'true' }, ...this.#parts);
  #stop: HTMLButtonElement;
  #continue: HTMLButtonElement;
  #all: HTMLButtonElement;
  #reset: HTMLButtonElement;
  #more: HTMLElement;
  #stopped = element('div', { class: 'bar-note', 'data-stopped': '', hidden: '' });
  #stoppedText = element('p');
  #retry: HTMLButtonElement;
  #skip: HTMLButtonElement;

  constructor(root: HTMLElement, actions: BarActions) {
    this.#root = root;
    this.#stop = button(barUi.stop, { action: 'stop-all', press: actions.stop });
    this.#reset = button(barUi.reset, { action: 'reset', look: 'quiet-button', press: actions.reset });
    this.#all = button(barUi.runAll, { action: 'run-all', look: 'go', press: actions.runAll });
    this.#continue = button('', { action: 'continue', look: 'go', press: actions.continueRun });
    this.#retry = button('', { action: 'retry', press: actions.retry });
    this.#skip = button('', { action: 'skip', press: actions.skip });
    this.#stopped.append(
      this.#stoppedText,
      element('span', { class: 'bar-buttons' }, this.#retry, this.#skip),
    );
    this.#more = menu(
      barUi.more,
      [
        this.#reset,
        button(barUi.exportAs.markdown, {
          action: 'export-markdown',
          look: 'quiet-button',
          press: () => actions.exportAs('markdown'),
        }),
        button(barUi.exportAs.json, {
          action: 'export-json',
          look: 'quiet-button',
          press: () => actions.exportAs('json'),
        }),
        button(barUi.keys, { action: 'keys', look: 'quiet-button', press: actions.keys }),
      ],
      { action: 'more-all' },
    );
    const buttons = element(
      'span',
      { class: 'bar-buttons' },
      this.#more,
      actions.terminal,
      this.#stop,
      this.#all,
      this.#continue,
    );
    this.#row.append(this.#progress, this.#counts, this.#track, buttons);
    root.setAttribute('role', 'region');
    root.setAttribute('aria-label', barUi.label);
    root.replaceChildren(this.#row, this.#stopped, this.#notes.root);
  }

  update(facts: BarFacts): void {
    const { progress, target, connection } = facts;
    const live = progress !== undefined && target?.phase === 'live' && connection.kind !== 'unpaired';
    show(this.#row, live);
    if (live) this.#showProgress(progress);
    this.#showStopped(live ? facts.stopped : undefined);
    const notes = notesOf(facts);
    this.#notes.update(notes);
    show(this.#root, live || notes.length > 0);
  }

  #showStopped(stopped: BarFacts['stopped']): void {
    show(this.#stopped, stopped !== undefined);
    if (!stopped) return;
    write(this.#stoppedText, stopped.sentence);
    write(this.#retry, barUi.retry(stopped.ordinal));
    if (stopped.next !== undefined) write(this.#skip, barUi.skipTo(stopped.next));
    show(this.#skip, stopped.next !== undefined, this.#retry);
  }

  #showProgress({ done, differs, failed, running, queued, stale, total, next }: Progress): void {
    const active = running + queued > 0;
    const begun = done + differs + failed + stale > 0;
    write(this.#progress, barUi.progress(done, total));
    write(this.#counts, barUi.countWords({ differs, failed, queued, stale }));
    const widths = { passed: done, stale, differs, failed, running };
    for (const [at, part] of trackParts.entries())
      this.#parts[at]?.style.setProperty('inline-size', `${(100 * widths[part]) / Math.max(total, 1)}%`);
    if (next) write(this.#continue, barUi.continueFrom(next.ordinal));
    write(this.#all, begun ? barUi.runEverythingAgain : barUi.runAll);
    show(this.#stop, active);
    show(this.#all, !active && (!begun || !next), this.#stop);
    show(this.#continue, !active && begun && next !== undefined, this.#stop);
    show(this.#reset, !active && begun, this.#more);
  }
}

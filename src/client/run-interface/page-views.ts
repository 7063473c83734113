import { barUi } from '../../strings/bar.ts';
import { runUi } from '../../strings/run-interface.ts';
import { stepUi } from '../../strings/step.ts';
import { wordsOf } from '../bar/bar-notes.ts';
import { type BarFacts, type ExportFormat, GuideBar } from '../bar/guide-bar.ts';
import { siteNews } from '../bar/site-news.ts';
import type { Connection } from '../connection/follow-events.ts';
import type { PageModel, StepOnPage } from '../state/page-model.ts';
import type { PageState } from '../state/page-state.ts';
import {
  type Choices,
  type Progress,
  plannedSteps,
  progress,
  stepState,
  stoppedAt,
} from '../state/progress.ts';
import { PathView } from '../step/path-view.ts';
import { StepView } from '../step/step-view.ts';
import type { TerminalDock } from '../terminal/dock.ts';
import type { ShellWork } from '../terminal/panel.ts';
import { Announcer } from './announce.ts';
import { ContentsView } from './contents-view.ts';
import type { RunRequests } from './run-requests.ts';
import { listenToKeys, stepActions } from './shortcuts.ts';
import { TargetView } from './target-view.ts';

/** All that the page shows is made from these facts. */
export interface PageFacts {
  readonly state: PageState;
  readonly connection: Connection;
  readonly choices: Choices;
  /** Why the runner refused the last request, or what the last press of a button of the bar did. */
  readonly notice: string | undefined;
}

/** The actions that the views start when the reader presses a button or a key. */
export interface ViewActions {
  readonly requests: RunRequests;
  readonly exportRun: (format: ExportFormat) => void;
}

/** The parts of the page that show what the runner's events report. */
export class PageViews {
  readonly #page: PageModel;
  readonly #steps: ReadonlyMap<string, StepView>;
  readonly #bar: GuideBar;
  readonly #terminal: TerminalDock;
  readonly #contents: ContentsView;
  readonly #path: PathView;
  readonly #target: TargetView;
  readonly #announcer: Announcer;
  /** The page's own title, without the mark of a run. */
  readonly #title = document.title;

  constructor(page: PageModel, terminal: TerminalDock, { requests, exportRun }: ViewActions) {
    this.#page = page;
    this.#terminal = terminal;
    this.#steps = new Map(page.steps.map((step) => [step.id, stepView(step, requests)]));
    const keys = listenToKeys(this.#shortcuts(requests));
    this.#bar = new GuideBar(document.querySelector('[data-bar]') ?? document.createElement('div'), {
      runAll: () => requests.runAll(),
      continueRun: () => requests.runRest(),
      stop: () => requests.stopAll(),
      reset: () => requests.reset(),
      retry: () => requests.retry(),
      skip: () => requests.skip(),
      exportAs: exportRun,
      keys: keys.help,
      terminal: terminal.button,
    });
    this.#contents = new ContentsView(page, document);
    this.#path = new PathView(document);
    this.#target = new TargetView(document.querySelector('[data-target]'));
    this.#announcer = new Announcer(page, document.querySelector('[data-announce]'));
  }

  /** Shows the facts. Returns `true` if some output is left for the next frame. */
  show(facts: PageFacts): boolean {
    const { state, connection, choices, notice } = facts;
    const { target, session } = state;
    const live = target?.phase === 'live' && connection.kind !== 'unpaired';
    const running = this.#page.steps.find(({ id }) => stepState(state, id).phase === 'running');
    const planned = plannedSteps(this.#page.steps, choices);
    const guideProgress = this.#page.steps.length > 0 ? progress(planned, state) : undefined;
    const news = siteNews(state, this.#page);
    const stopped = stoppedFacts(planned, state);

    const isOutputLeft = this.#showSteps(facts, live, running);
    this.#bar.update({ connection, target, session, progress: guideProgress, stopped, news, notice });
    this.#target.update(target);
    this.#path.update(this.#page.steps, state);
    if (live) this.#contents.update(state, choices);
    this.#showTitle(live ? guideProgress : undefined);
    this.#announcer.update(state, news.map(wordsOf).join(' '));
    this.#terminal.update(shellWork(state, running));
    return isOutputLeft;
  }

  /** Updates the shown times of running steps. */
  tick(): void {
    for (const view of this.#steps.values()) view.tick();
  }

  #showSteps({ state, connection }: PageFacts, live: boolean, running: StepOnPage | undefined): boolean {
    const connected = connection.kind === 'open' || connection.kind === 'connecting';
    const typing = state.typedLine !== undefined;
    let isOutputLeft = false;
    for (const [id, view] of this.#steps) {
      view.setSurroundings({ live, connected, running: running?.ordinal, typing });
      isOutputLeft = view.update(stepState(state, id), state.epoch ?? '') || isOutputLeft;
    }
    return isOutputLeft;
  }

  /** Once a run has begun, the title of the tab says how far it is. */
  #showTitle(counts: Progress | undefined): void {
    const hasBegun = counts && counts.done + counts.running + counts.failed + counts.differs > 0;
    document.title = hasBegun ? `${runUi.titleMark(counts)} ${this.#title}` : this.#title;
  }

  #shortcuts(requests: RunRequests) {
    return stepActions(
      this.#page.steps.map(({ root }) => root),
      {
        press: (selector) => document.querySelector<HTMLButtonElement>(selector)?.click(),
        toHere: (root) => {
          const step = this.#page.steps.find((each) => each.root === root);
          if (step) requests.run(step, 'to-here', (refused) => this.#steps.get(step.id)?.refuse(refused));
        },
      },
    );
  }
}

function stepView(step: StepOnPage, requests: RunRequests): StepView {
  const showRefusal = (refused: string | undefined) => view.refuse(refused);
  const view = new StepView(step, {
    run: () => requests.run(step, 'only', showRefusal),
    runToHere: () => requests.run(step, 'to-here', showRefusal),
    runFromHere: () => requests.run(step, 'from-here', showRefusal),
    checkOnly: () => requests.run(step, 'check', showRefusal),
    stop: () => requests.stop([step], showRefusal),
    input: async (text) => {
      const refused = await requests.type(step, text);
      showRefusal(refused);
      return refused;
    },
  });
  return view;
}

function stoppedFacts(planned: readonly StepOnPage[], state: PageState): BarFacts['stopped'] {
  const stopped = stoppedAt(planned, state);
  if (!stopped) return undefined;
  const { step, next } = stopped;
  const sentence = barUi.stoppedAt(step.ordinal, step.id, stepUi.states[stepState(state, step.id).phase]);
  return { ordinal: step.ordinal, next: next?.ordinal, sentence };
}

/** What the session's shell is doing: it runs a step, or a line typed in the terminal, or nothing. */
function shellWork(state: PageState, step: StepOnPage | undefined): ShellWork {
  if (step) {
    const hidden = stepState(state, step.id).commands.at(-1)?.awaitedInput === 'hidden';
    return { at: 'step', ordinal: step.ordinal, hidden };
  }
  return state.typedLine ? { at: 'typed', hidden: state.typedLine === 'hidden' } : { at: 'nothing' };
}

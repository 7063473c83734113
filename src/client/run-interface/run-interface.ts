import type { RunMode } from '../../guide/protocol.ts';
import { runUi } from '../../strings.ts';
import { wordsOf } from '../bar/bar-notes.ts';
import { GuideBar } from '../bar/guide-bar.ts';
import { confirmPlan } from '../bar/plan-dialog.ts';
import { siteNews } from '../bar/site-news.ts';
import { type Connection, followEvents } from '../connection/follow-events.ts';
import { runnerApi } from '../connection/runner-api.ts';
import { readPageModel, type StepOnPage } from '../state/page-model.ts';
import { firstState, isDone, nextState, type PageState } from '../state/page-state.ts';
import { plannedSteps, progress, stepState, stoppedAt } from '../state/progress.ts';
import { PathView } from '../step/path-view.ts';
import { StepView } from '../step/step-view.ts';
import { TerminalDock } from '../terminal/dock.ts';
import { TerminalFeed } from '../terminal/feed.ts';
import type { ShellWork } from '../terminal/panel.ts';
import { announcer } from './announce.ts';
import { ChoiceTabs } from './choice-tabs.ts';
import { ContentsView } from './contents-view.ts';
import { download, markdownOf, recordOf } from './export.ts';
import { listenToKeys, stepActions } from './shortcuts.ts';
import { showTarget } from './target-view.ts';

/** Times that run are shown anew this often. */
const tickMs = 200;
/** A page that nobody sees is brought up to date this often. */
const hiddenMs = 500;

/** Tells what the session's shell is doing. */
function workOf(state: PageState, step: StepOnPage | undefined): ShellWork {
  if (step)
    return {
      at: 'step',
      ordinal: step.ordinal,
      hidden: stepState(state, step.id).commands.at(-1)?.hidesInput ?? false,
    };
  return state.typing ? { at: 'typed', hidden: state.typingHidden ?? false } : { at: 'nothing' };
}

/** Brings a built page to life: events from the runner fold into one state, and each frame shows it. */
export function startRunInterface(token: string): void {
  const page = readPageModel(document);
  const api = runnerApi(token, page.guide ?? '');
  const title = document.title;
  let state: PageState = firstState;
  let connection: Connection = { kind: 'connecting' };
  let notice: string | undefined;
  let shownTarget: PageState['target'];
  let frame = 0;

  const request = async (step: StepOnPage, mode: RunMode, refuse: (sentence: string | undefined) => void) => {
    refuse(undefined);
    const asked = { step: step.id, hash: step.hash, mode, choices: tabs.choices() };
    if (mode !== 'only' && mode !== 'check') {
      const plan = await api.plan(asked);
      if (typeof plan === 'string') return refuse(plan);
      if (!(await confirmPlan(runUi.planTitle[mode], plan, page.steps))) return;
    }
    refuse(await api.run(asked));
  };
  const atBar = (sentence: string | undefined) => {
    notice = sentence;
    schedule();
  };
  const cancel = async (steps: readonly StepOnPage[], refuse: (sentence: string | undefined) => void) => {
    const runs = steps
      .map(({ id }) => stepState(state, id))
      .filter(({ phase }) => phase === 'queued' || phase === 'running');
    // Those that wait first: the end of the running one would start the next.
    const waitingFirst = runs.sort((a, b) => Number(a.phase === 'running') - Number(b.phase === 'running'));
    for (const { run } of waitingFirst) if (run) refuse(await api.cancel(run));
  };
  const planned = () => plannedSteps(page.steps, tabs.choices());
  /** `all` runs what has not passed in this session yet. */
  const runRest = () => {
    const last = planned().at(-1);
    if (last) request(last, 'all', atBar);
  };

  const views = new Map(
    page.steps.map((step): [string, StepView] => {
      const refuse = (sentence: string | undefined) => view.refuse(sentence);
      const view = new StepView(step, {
        run: () => request(step, 'only', refuse),
        runToHere: () => request(step, 'to-here', refuse),
        runFromHere: () => request(step, 'from-here', refuse),
        checkOnly: () => request(step, 'check', refuse),
        stop: () => cancel([step], refuse),
        input: async (text) => {
          const refused = await api.input(stepState(state, step.id).run ?? '', text);
          refuse(refused);
          return refused;
        },
      });
      return [step.id, view];
    }),
  );
  const exportAs = (format: 'markdown' | 'json') => {
    const steps = page.steps.map(({ id, root }) => ({
      id,
      commands: [...root.querySelectorAll('[data-text]')].map(({ textContent }) => textContent ?? ''),
    }));
    const record = recordOf(state, {
      guide: page.guide ?? '',
      page: location.pathname,
      choices: tabs.choices(),
      now: new Date(),
      steps,
    });
    const name = `${(page.guide ?? 'guide').replaceAll('/', '-')}-run`;
    if (format === 'json')
      download(`${name}.json`, 'application/json', `${JSON.stringify(record, null, 2)}\n`);
    else download(`${name}.md`, 'text/markdown', markdownOf(record));
  };
  const feed = new TerminalFeed();
  const terminal = new TerminalDock(feed, api);
  const stopped = () => stoppedAt(planned(), state);
  const bar = new GuideBar(
    document.querySelector<HTMLElement>('[data-bar]') ?? document.createElement('div'),
    {
      runAll: async () => {
        const again = planned().every(({ id }) => isDone(stepState(state, id)));
        const last = planned().at(-1);
        if (!again || !last) return runRest();
        // After a whole run everything is cleaned up, and a plan is to be had; else only in a new session.
        const plan = await api.plan({ step: last.id, hash: last.hash, mode: 'all', choices: tabs.choices() });
        const refused = typeof plan === 'string' ? await api.reset() : undefined;
        if (refused) atBar(refused);
        else runRest();
      },
      continueRun: runRest,
      stop: () => cancel(page.steps, atBar),
      reset: async () => atBar((await api.reset()) ?? runUi.resetDone),
      retry: () => {
        const at = stopped()?.step;
        if (at) request(at, 'only', atBar);
      },
      skip: () => {
        const behind = stopped()?.behind;
        if (behind) request(behind, 'from-here', atBar);
      },
      exportAs,
      keys: () => keys.help(),
      terminal: terminal.button,
    },
  );
  const keys = listenToKeys(
    stepActions(
      page.steps.map(({ root }) => root),
      {
        press: (selector) => document.querySelector<HTMLButtonElement>(selector)?.click(),
        toHere: (root) => {
          const step = page.steps.find((each) => each.root === root);
          if (step) request(step, 'to-here', (sentence) => views.get(step.id)?.refuse(sentence));
        },
      },
    ),
  );
  const contents = new ContentsView(page, document);
  const path = new PathView(document);
  const targetPlace = document.querySelector<HTMLElement>('[data-target]');
  const announce = announcer(page, document.querySelector('[data-announce]'));
  const tabs = new ChoiceTabs(document, () => schedule());

  const render = () => {
    frame = 0;
    let more = false;
    const live = state.target?.phase === 'live' && connection.kind !== 'unpaired';
    const connected = connection.kind === 'open' || connection.kind === 'connecting';
    const atStep = page.steps.find(({ id }) => stepState(state, id).phase === 'running');
    const running = atStep?.ordinal;
    for (const [id, view] of views) {
      view.setSurroundings({ live, connected, running, typing: state.typing ?? false });
      more = view.update(stepState(state, id), state.epoch ?? '') || more;
    }
    const made = page.steps.length > 0 ? progress(planned(), state) : undefined;
    const news = siteNews(state, page);
    bar.update({
      connection,
      target: state.target,
      session: state.session,
      progress: made,
      stopped: stoppedFacts(),
      news,
      notice,
    });
    if (targetPlace && shownTarget !== state.target) showTarget(targetPlace, state.target);
    shownTarget = state.target;
    path.update(page.steps, state);
    if (live) contents.update(state, tabs.choices());
    const begun = live && made && made.done + made.running + made.failed + made.differs > 0;
    document.title = begun ? `${runUi.titleMark(made)} ${title}` : title;
    announce(state, news.map(wordsOf).join(' '));
    terminal.update(workOf(state, atStep));
    if (more) schedule();
  };
  const stoppedFacts = () => {
    const at = stopped();
    if (!at) return undefined;
    const { step, behind } = at;
    const sentence = runUi.stoppedAt(step.ordinal, step.id, runUi.states[stepState(state, step.id).phase]);
    return { ordinal: step.ordinal, behind: behind?.ordinal, sentence };
  };
  const schedule = () => {
    // A tab in the background gets no frames, but its title should still tell how far the run is.
    frame ||= document.hidden ? window.setTimeout(render, hiddenMs) : requestAnimationFrame(render);
  };
  document.addEventListener('visibilitychange', () => frame && render());
  setInterval(() => {
    for (const view of views.values()) view.tick();
    if (connection.kind === 'waiting') schedule();
  }, tickMs);

  followEvents(
    { token, guide: page.guide ?? '' },
    {
      after: () => state.seq,
      onEvents: (events) => {
        const asked = state.seq;
        for (const event of events) {
          const before = state;
          state = nextState(state, event, page);
          feed.take(event, before, state, page.guide);
          if (event.type === 'hello' && asked > 0 && state.seq === 0) return true;
          if (event.type === 'run-queued') notice = undefined;
        }
        schedule();
        return false;
      },
      onConnection: (next) => {
        connection = next;
        schedule();
      },
    },
  );
}

import type { RunMode } from '../guide/protocol.ts';
import { runUi } from '../strings.ts';
import { announcer } from './announce.ts';
import { ChoiceTabs } from './choice-tabs.ts';
import { ContentsView } from './contents-view.ts';
import { type Connection, followEvents } from './events.ts';
import { GuideBar } from './guide-bar.ts';
import { readPageModel, type StepOnPage } from './page-model.ts';
import { plannedSteps, progress, stepState } from './plan.ts';
import { runnerApi } from './runner-api.ts';
import { firstState, isDone, nextState, type PageState } from './state.ts';
import { StepView } from './step-view.ts';
import { showTarget } from './target-view.ts';

/** Times that run are shown anew this often. */
const tickMs = 200;
/** A page that nobody sees is brought up to date this often. */
const hiddenMs = 500;

/** Brings a built page to life: events from the runner fold into one state, and each frame shows it. */
export function startRunInterface(token: string): void {
  const page = readPageModel(document);
  const api = runnerApi(token, page.guide ?? '');
  const title = document.title;
  let state: PageState = firstState;
  let connection: Connection = { kind: 'connecting' };
  let notice: string | undefined;
  let frame = 0;

  const request = async (step: StepOnPage, mode: RunMode, refuse: (sentence: string | undefined) => void) => {
    refuse(undefined);
    refuse(await api.run({ step: step.id, hash: step.hash, mode, choices: tabs.choices() }));
  };
  const atBar = (sentence: string | undefined) => {
    notice = sentence;
    schedule();
  };
  const cancel = async (steps: readonly StepOnPage[], refuse: (sentence: string | undefined) => void) => {
    const runs = steps.map(({ id }) => stepState(state, id)).filter(({ phase }) => phase === 'queued' || phase === 'running');
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
        stop: () => cancel([step], refuse),
      });
      return [step.id, view];
    }),
  );
  const bar = new GuideBar(document.querySelector<HTMLElement>('[data-bar]') ?? document.createElement('div'), {
    runAll: async () => {
      const again = planned().every(({ id }) => isDone(stepState(state, id)));
      const refused = again ? await api.reset() : undefined;
      if (refused) atBar(refused);
      else runRest();
    },
    continueRun: runRest,
    stop: () => cancel(page.steps, atBar),
    reset: async () => atBar((await api.reset()) ?? runUi.resetDone),
  });
  const contents = new ContentsView(page, document);
  const targetPlace = document.querySelector<HTMLElement>('[data-target]');
  const announce = announcer(page, document.querySelector('[data-announce]'));
  const tabs = new ChoiceTabs(document, () => schedule());

  const render = () => {
    frame = 0;
    let more = false;
    const live = state.target?.phase === 'live' && connection.kind !== 'unpaired';
    for (const [id, view] of views) {
      view.setLive(live);
      more = view.update(stepState(state, id), state.epoch ?? '') || more;
    }
    const made = page.steps.length > 0 ? progress(planned(), state) : undefined;
    bar.update({ connection, target: state.target, session: state.session, progress: made, notice });
    if (targetPlace) showTarget(targetPlace, state.target);
    if (live) contents.update(state, tabs.choices());
    const begun = live && made && made.done + made.running + made.failed + made.differs > 0;
    document.title = begun ? `${runUi.titleMark(made)} ${title}` : title;
    announce(state);
    if (more) schedule();
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

  followEvents(token, {
    after: () => state.seq,
    onEvents: (events) => {
      const asked = state.seq;
      for (const event of events) {
        state = nextState(state, event, page);
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
  });
}

import type { RunnerEvent } from '../../guide/protocol.ts';
import { type Connection, followEvents } from '../connection/follow-events.ts';
import { runnerApi } from '../connection/runner-api.ts';
import { type PageModel, readPageModel } from '../state/page-model.ts';
import { firstState, nextState, type PageState } from '../state/page-state.ts';
import { TerminalDock } from '../terminal/dock.ts';
import { TerminalFeed } from '../terminal/feed.ts';
import { ChoiceTabs } from './choice-tabs.ts';
import { exportRun } from './export.ts';
import { FrameTimer } from './frame-timer.ts';
import { PageViews } from './page-views.ts';
import { RunRequests } from './run-requests.ts';

/** How often the times of running steps, and of the next attempt to connect, are shown again. */
const tickMs = 200;

/**
 * Makes a built page interactive. Data flows one way: events from the runner change the state, and the views
 * show the state once a frame. A click becomes a request, which the runner answers with events.
 */
export class RunInterface {
  readonly #page: PageModel;
  readonly #token: string;
  readonly #feed = new TerminalFeed();
  readonly #frames: FrameTimer;
  readonly #tabs: ChoiceTabs;
  readonly #views: PageViews;
  #state: PageState = firstState;
  #connection: Connection = { kind: 'connecting' };
  #notice: string | undefined;

  constructor(page: Document, token: string) {
    this.#page = readPageModel(page);
    this.#token = token;
    this.#frames = new FrameTimer(() => this.#show());
    this.#tabs = new ChoiceTabs(page, () => this.#frames.request());
    const api = runnerApi(token, this.#page.guide ?? '');
    const facts = () => ({ state: this.#state, choices: this.#tabs.choices() });
    const showInBar = (notice: string | undefined) => this.#setNotice(notice);
    this.#views = new PageViews(this.#page, new TerminalDock(this.#feed, api), {
      requests: new RunRequests({ page: this.#page, api, facts, showInBar }),
      exportRun: (format) => exportRun(format, this.#page, facts()),
    });
  }

  /** Follows the runner for as long as the page is open. */
  start(): void {
    setInterval(() => this.#tick(), tickMs);
    followEvents(
      { token: this.#token, guide: this.#page.guide ?? '' },
      {
        after: () => this.#state.seq,
        onEvents: (events) => this.#take(events),
        onConnection: (connection) => this.#setConnection(connection),
      },
    );
  }

  /** Returns `true` if the runner was restarted: the stream must then be requested again from its start. */
  #take(events: readonly RunnerEvent[]): boolean {
    const requestedAfter = this.#state.seq;
    for (const event of events) {
      const before = this.#state;
      this.#state = nextState(before, event, this.#page);
      this.#feed.take(event, { before, after: this.#state, guide: this.#page.guide });
      if (event.type === 'hello' && requestedAfter > 0 && this.#state.seq === 0) return true;
      if (event.type === 'run-queued') this.#notice = undefined;
    }
    this.#frames.request();
    return false;
  }

  #setConnection(connection: Connection): void {
    this.#connection = connection;
    this.#frames.request();
  }

  #setNotice(notice: string | undefined): void {
    this.#notice = notice;
    this.#frames.request();
  }

  #show(): void {
    const isOutputLeft = this.#views.show({
      state: this.#state,
      connection: this.#connection,
      choices: this.#tabs.choices(),
      notice: this.#notice,
    });
    if (isOutputLeft) this.#frames.request();
  }

  #tick(): void {
    this.#views.tick();
    if (this.#connection.kind === 'waiting') this.#frames.request();
  }
}

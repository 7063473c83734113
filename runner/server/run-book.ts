import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Guide, Step } from '../../src/guide/model.ts';
import type { Refusal, RunAnswer, RunnerState, RunRequest, SessionState, StepResult, TargetState } from '../../src/guide/protocol.ts';
import { missingNeeds, whySkipped } from '../engine/needs.ts';
import { chosen, plan } from '../engine/plan.ts';
import { Session } from '../engine/session.ts';
import { messageOf } from '../errors.ts';
import { rememberedKeys } from '../limits.ts';
import type { Target } from '../target/target.ts';
import type { EventLog } from './event-log.ts';

/** A refusal with the HTTP status it goes out with. */
export interface Refused {
  readonly status: 400 | 404 | 409;
  readonly refusal: Refusal;
}

interface QueuedRun {
  readonly run: string;
  readonly step: Step;
  readonly controller: AbortController;
  /** Runs of one request: when one does not pass, those after it are not made. */
  readonly request: string;
}

interface GuideBook {
  readonly guide: Guide;
  session: Session | undefined;
  state: SessionState;
  readonly queue: QueuedRun[];
  current: QueuedRun | undefined;
  working: Promise<void> | undefined;
  /** Its session is being ended; nothing is queued meanwhile. */
  stopping: boolean;
  readonly results: Map<string, StepResult>;
}

/** Owns every session, queue and run of the server; pages only ask and watch. One run at a time per session. */
export class RunBook {
  readonly #log: EventLog;
  readonly #books: ReadonlyMap<string, GuideBook>;
  /** Answers by key, the newest last, so that a repeated request changes nothing. */
  readonly #answers = new Map<string, { readonly request: RunRequest; readonly answer: RunAnswer }>();
  #target: Target | undefined;

  constructor(guides: readonly Guide[], log: EventLog) {
    this.#log = log;
    this.#books = new Map(guides.map((guide) => [guide.name, newBook(guide)]));
  }

  /** Sessions that start from now on run on it. */
  setTarget(target: Target): void {
    this.#target = target;
  }

  /** Queues the runs a page asked for. The same key again gets the same answer and queues nothing. */
  request(request: RunRequest): RunAnswer | Refused {
    const before = this.#answers.get(request.key);
    if (before) {
      if (isDeepStrictEqual(before.request, request)) return before.answer;
      return refused(409, 'bad-request', 'This key was used for another request. Take a fresh one.');
    }
    const book = this.#books.get(request.guide);
    if (!book) return refused(404, 'unknown-guide', `There is no guide ${request.guide}.`);
    if (book.stopping) return refused(409, 'not-runnable', 'The session is being ended. Try again in a moment.');
    const step = book.guide.steps.find(({ id }) => id === request.step);
    if (!step) return refused(404, 'unknown-step', `The guide has no step ${request.step}. Reload the page.`);
    if (step.hash !== request.hash) return refused(409, 'stale-hash', 'This page is not the one the runner has. Reload it.');
    const steps = this.#plan(book, step, request);
    if ('refusal' in steps) return steps;
    if (steps.length === 0) return refused(409, 'not-runnable', 'There is nothing left to run: it has passed, or is queued already.');
    const id = randomUUID();
    const runs = steps.map((each): QueuedRun => ({ run: randomUUID(), step: each, controller: new AbortController(), request: id }));
    for (const { run, step: each } of runs) {
      this.#log.append({ type: 'run-queued', run, guide: book.guide.name, step: each.id, hash: each.hash });
    }
    book.queue.push(...runs);
    book.working ??= this.#work(book);
    const answer = { runs: runs.map(({ run, step: { id: stepId } }) => ({ run, step: stepId })) };
    this.#remember(request, answer);
    return answer;
  }

  /** Stops a running or queued run; what its request had queued behind it is not made either. */
  cancel(run: string): Refused | undefined {
    for (const book of this.#books.values()) {
      const found = [book.current, ...book.queue].find((each) => each?.run === run);
      if (!found) continue;
      found.controller.abort();
      if (found !== book.current) this.#drop(book, book.queue.slice(book.queue.indexOf(found)), found.request, 'cancelled', 'Stopped before it began.');
      return undefined;
    }
    return refused(404, 'unknown-run', 'This run is over or unknown.');
  }

  /** Text for the command that runs now. */
  input(run: string, text: string): Refused | undefined {
    const book = [...this.#books.values()].find(({ current }) => current?.run === run);
    if (!book) return refused(404, 'unknown-run', 'This run is over or unknown.');
    if (book.session?.write(text)) return undefined;
    return refused(409, 'not-runnable', 'No command runs at this moment.');
  }

  /** Ends a guide's session and forgets its results. What its steps made in the cluster stays. */
  async reset(guide: string): Promise<Refused | undefined> {
    const book = this.#books.get(guide);
    if (!book) return refused(404, 'unknown-guide', `There is no guide ${guide}.`);
    await this.#stop(book);
    for (const [key, { request }] of this.#answers) if (request.guide === guide) this.#answers.delete(key);
    book.results.clear();
    this.#log.forgetGuide(guide);
    this.#setState(book, { state: 'none' });
    return undefined;
  }

  /** Ends every session. */
  async close(): Promise<void> {
    await Promise.all([...this.#books.values()].map((book) => this.#stop(book)));
  }

  /** Guides whose steps changed something that is not cleaned up. */
  get touched(): readonly Guide[] {
    return [...this.#books.values()].filter(({ session }) => session?.touched).map(({ guide }) => guide);
  }

  state(about: { epoch: string; version: string; target: TargetState }): RunnerState {
    const books = [...this.#books.values()];
    const entry = ({ guide }: GuideBook, { run, step }: QueuedRun, state: 'queued' | 'running') => ({ run, guide: guide.name, step: step.id, state });
    return {
      ...about,
      seq: this.#log.seq,
      sessions: Object.fromEntries(books.map(({ guide, state }) => [guide.name, state])),
      results: Object.fromEntries(books.map(({ guide, results }) => [guide.name, Object.fromEntries(results)])),
      runs: books.flatMap((book) => [
        ...(book.current ? [entry(book, book.current, 'running')] : []),
        ...book.queue.map((queued) => entry(book, queued, 'queued')),
      ]),
    };
  }

  #remember(request: RunRequest, answer: RunAnswer): void {
    this.#answers.set(request.key, { request, answer });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > rememberedKeys && oldest !== undefined) this.#answers.delete(oldest);
  }

  #plan({ guide, session, current, queue }: GuideBook, step: Step, { mode, choices }: RunRequest): readonly Step[] | Refused {
    const target = this.#target;
    if (!target) return refused(409, 'not-live', 'There is no live cluster yet. The page turns live by itself when there is.');
    const skipped = whySkipped(step, target.versions);
    if (mode !== 'all' && skipped !== undefined) return refused(409, 'not-runnable', `This step is not run: ${skipped}.`);
    const passed = session?.passed ?? new Set();
    if (mode === 'only') {
      const missing = missingNeeds(guide, step, passed, target.versions);
      if (missing.length > 0) {
        const ids = missing.map(({ id }) => id).join(', ');
        return refused(409, 'needs', `${step.id} needs ${ids} first. "Run to here" runs what is missing.`);
      }
    }
    const busy = new Set([...(current ? [current] : []), ...queue].map((queued) => queued.step.id));
    const steps = plan(guide, step, mode, { choices: chosen(guide, choices), passed });
    return steps.filter(({ id }) => !busy.has(id));
  }

  async #work(book: GuideBook): Promise<void> {
    for (let next = book.queue.shift(); next; next = book.queue.shift()) {
      book.current = next;
      const result = await this.#make(book, next);
      book.current = undefined;
      book.results.set(next.step.id, result);
      this.#log.append({ type: 'run-ended', run: next.run, guide: book.guide.name, result: { ...result, commands: [] } });
      if (result.verdict !== 'passed' && result.verdict !== 'skipped') {
        this.#drop(book, book.queue, next.request, 'skipped', `Not run: ${next.step.id} did not pass.`);
      }
    }
    book.working = undefined;
  }

  async #make(book: GuideBook, { run, step, controller }: QueuedRun): Promise<StepResult> {
    this.#log.append({ type: 'run-started', run, guide: book.guide.name, step: step.id });
    try {
      const session = this.#session(book);
      return await session.run(step, {
        run,
        signal: controller.signal,
        listener: {
          commandStarted: (command, attempt) => this.#log.append({ type: 'command-started', run, command, attempt }),
          output: (command, text) => this.#log.append({ type: 'output', run, command, text }),
          commandEnded: (result) => this.#log.append({ type: 'command-ended', run, result }),
        },
      });
    } catch (error) {
      return { run, step: step.id, verdict: 'errored', startedAt: new Date().toISOString(), ms: 0, message: messageOf(error), commands: [] };
    }
  }

  #session(book: GuideBook): Session {
    if (!this.#target) throw new Error('There is no live cluster.');
    if (book.session?.target === this.#target) return book.session;
    void book.session?.close();
    book.session = new Session(book.guide, this.#target, {
      onShellLost: (lost) => {
        this.#setState(book, { state: 'lost', lost, message: 'The shell ended; a new one starts with the next step.' });
      },
    });
    this.#setState(book, { state: 'ready' });
    return book.session;
  }

  #setState(book: GuideBook, state: SessionState): void {
    book.state = state;
    this.#log.append({ type: 'session', guide: book.guide.name, state });
  }

  /** Takes one request's runs out of the queue, those among `candidates`. */
  #drop(book: GuideBook, candidates: readonly QueuedRun[], request: string, verdict: 'cancelled' | 'skipped', message: string): void {
    const dropped = candidates.filter((queued) => queued.request === request);
    book.queue.splice(0, book.queue.length, ...book.queue.filter((queued) => !dropped.includes(queued)));
    for (const { run, step } of dropped) {
      const result: StepResult = { run, step: step.id, verdict, startedAt: new Date().toISOString(), ms: 0, message, commands: [] };
      book.results.set(step.id, result);
      this.#log.append({ type: 'run-ended', run, guide: book.guide.name, result });
    }
  }

  async #stop(book: GuideBook): Promise<void> {
    book.stopping = true;
    for (const request of new Set(book.queue.map((queued) => queued.request))) {
      this.#drop(book, book.queue, request, 'cancelled', 'The session was ended.');
    }
    book.current?.controller.abort();
    await book.working;
    await book.session?.close();
    book.session = undefined;
    book.stopping = false;
  }
}

function newBook(guide: Guide): GuideBook {
  return { guide, session: undefined, state: { state: 'none' }, queue: [], current: undefined, working: undefined, stopping: false, results: new Map() };
}

function refused(status: Refused['status'], code: Refusal['code'], message: string): Refused {
  return { status, refusal: { code, message } };
}

import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { readsOnly } from '../../../src/guide/command/reads.ts';
import type { Guide, Step } from '../../../src/guide/model.ts';
import type {
  PlanAnswer,
  PlanRequest,
  RunAnswer,
  RunnerState,
  RunRequest,
  SessionState,
  TargetState,
} from '../../../src/guide/protocol.ts';
import type { Change, StepResult } from '../../../src/guide/result.ts';
import type { Target } from '../../cluster/target.ts';
import { messageOf, NotOursError, ReplacedError, UnreachableError } from '../../errors.ts';
import { DiskError } from '../../io/disk-error.ts';
import { drainMs, lookAgainMs, rememberedKeys, sessionsAtMost } from '../../limits.ts';
import { Observer } from '../../observe/observer.ts';
import type { RunListener } from '../../session/run-listener.ts';
import { Session } from '../../session/session.ts';
import { ClusterHold } from '../cluster-hold.ts';
import type { EventLog } from '../event-log.ts';
import { draining, noGuide, noRun, notLive, type Refused, refused, refusedInput } from '../refused.ts';
import { FirstLook } from './first-look.ts';
import { type GuideBook, isBusy, newBook, type QueuedRun, underWay } from './guide-book.ts';
import type { PastRun } from './history.ts';
import type { Journal, JournalGuide } from './journal.ts';
import { planFor, runsFor } from './plan-runs.ts';
import { shownResult } from './shown-result.ts';
import { whyUnfinished } from './typed-line.ts';

/**
 * Owns every session, queue and run of the server; pages only ask and watch. One run at a time per session.
 */
export class RunBook {
  readonly #log: EventLog;
  readonly #books: Map<string, GuideBook>;
  /** Accepted requests and their answers by key, the newest last: a repeated request changes nothing. */
  readonly #answers = new Map<string, { readonly request: RunRequest; readonly answer: RunAnswer }>();
  readonly #journal: Journal;
  #target: Target | undefined;
  #looking: NodeJS.Timeout | undefined;
  readonly #hold = new ClusterHold();
  /** It takes no more runs. */
  #isDraining = false;

  constructor(guides: readonly Guide[], log: EventLog, journal: Journal) {
    this.#log = log;
    this.#journal = journal;
    this.#books = new Map(guides.map((guide) => [guide.name, newBook(guide, log)]));
  }

  /** Sessions that start from now on run on it. */
  setTarget(target: Target): void {
    this.#target = target;
    this.#looking ??= setInterval(() => void this.#lookAgain(), lookAgainMs).unref();
  }

  /**
   * Queues the runs a page asked for. An accepted key keeps its answer, whether its runs were new or under
   * way already: the same request again queues nothing. A refused request ran nothing and may be accepted
   * later, so its key stays free.
   */
  request(request: RunRequest): RunAnswer | Refused {
    const before = this.#answers.get(request.key);
    if (before) {
      if (isDeepStrictEqual(before.request, request)) return before.answer;
      return refused(409, 'bad-request', 'This key was used for another request. Take a fresh one.');
    }
    const answer = this.#queueRuns(request);
    if (!('refusal' in answer)) this.#remember(request, answer);
    return answer;
  }

  #queueRuns(request: RunRequest): RunAnswer | Refused {
    const found = this.#find(request);
    if ('refusal' in found) return found;
    const { book, step } = found;
    if (this.#isDraining) return draining;
    if (book.stopping)
      return refused(409, 'not-runnable', 'The session is being ended. Try again in a moment.');
    const same = underWay(book, step, request.mode);
    if (same) return { runs: [{ run: same.run, step: step.id }] };
    const steps = runsFor(book, step, request, this.#target);
    if ('refusal' in steps) return steps;
    const full = this.#whyFull(book);
    if (full) return full;
    if (steps.length === 0)
      return refused(
        409,
        'not-runnable',
        'There is nothing left to run: it has passed, or is queued already.',
      );
    const id = randomUUID();
    const checkOnly = request.mode === 'check';
    const runs = steps.map(
      (each): QueuedRun => ({
        run: randomUUID(),
        step: each,
        controller: new AbortController(),
        request: id,
        checkOnly,
      }),
    );
    for (const { run, step: each } of runs) {
      this.#log.append({ type: 'run-queued', run, guide: book.guide.name, step: each.id, hash: each.hash });
    }
    book.queue.push(...runs);
    book.working ??= this.#work(book);
    return { runs: runs.map(({ run, step: { id: stepId } }) => ({ run, step: stepId })) };
  }

  /** What a request would run, what holds already, and what is skipped. */
  plan(request: PlanRequest): PlanAnswer | Refused {
    const found = this.#find(request);
    if ('refusal' in found) return found;
    const { book, step } = found;
    return planFor(book, step, request, this.#target);
  }

  /**
   * Takes the guides as they are now. Results of changed steps become stale. An added guide can be run. A
   * removed guide takes no more requests; its session and results stay, since its file may come back, and
   * objects of its steps may still be in the cluster.
   */
  replaceGuides(guides: readonly Guide[]): void {
    const names = new Set(guides.map(({ name }) => name));
    for (const guide of guides) this.#replaceGuide(guide);
    for (const book of this.#books.values()) {
      if (book.removed || names.has(book.guide.name)) continue;
      book.removed = true;
    }
  }

  #replaceGuide(guide: Guide): void {
    const book = this.#books.get(guide.name);
    if (!book) return void this.#books.set(guide.name, newBook(guide, this.#log));
    if (!book.removed && isDeepStrictEqual(book.guide, guide)) return;
    book.removed = false;
    book.guide = guide;
    book.session?.replaceGuide(guide);
    book.observer = undefined;
    this.#tellStale(book);
  }

  /** Stops a running or queued run; what its request had queued behind it is not made either. */
  cancel(run: string): Refused | undefined {
    for (const book of this.#books.values()) {
      const found = [book.current, ...book.queue].find((each) => each?.run === run);
      if (!found) continue;
      found.controller.abort();
      if (found !== book.current)
        this.#drop(
          book,
          book.queue.slice(book.queue.indexOf(found)),
          found.request,
          'cancelled',
          'Stopped before it began.',
        );
      return undefined;
    }
    return noRun;
  }

  /** Text for the command that runs now. */
  input(run: string, text: string): Refused | undefined {
    const book = [...this.#books.values()].find(({ current }) => current?.run === run);
    if (!book) return noRun;
    return refusedInput(book.session?.write(text) ?? 'nothing-runs');
  }

  /** Runs a line that was typed in a guide's terminal, unless something runs already. */
  line(guide: string, text: string): Refused | undefined {
    const book = this.#bookOf(guide);
    if (!book) return noGuide(guide);
    if (!this.#target) return notLive;
    if (this.#isDraining) return draining;
    const busy = book.current ?? book.queue[0];
    if (busy) return refused(409, 'busy', `Step ${busy.step.ordinal} is under way. The line was not run.`);
    if (book.typed.running || book.stopping)
      return refused(409, 'busy', 'Another command is under way. The line was not run.');
    const full = this.#whyFull(book);
    if (full) return full;
    const why = whyUnfinished(text);
    if (why !== undefined) return refused(409, 'unfinished', `The command goes on: ${why}.`);
    book.typed.run(async (signal) => {
      const session = this.#session(book);
      await recheck(session.target);
      if (!readsOnly(text)) await this.#hold.take(session.target);
      await session.type(text, signal, (isHidden) => book.typed.hide(isHidden));
    });
    void book.typed.settled.then(() => this.#letGo());
    return undefined;
  }

  /** Keys for whatever runs in a guide's terminal. */
  keys(guide: string, text: string): Refused | undefined {
    const book = this.#books.get(guide);
    if (!book) return noGuide(guide);
    return refusedInput(book.session?.write(text) ?? 'nothing-runs');
  }

  /** Ends a guide's session and forgets its results. What its steps made in the cluster stays. */
  async reset(guide: string): Promise<Refused | undefined> {
    const book = this.#books.get(guide);
    if (!book) return noGuide(guide);
    await this.#stop(book);
    book.results.clear();
    book.staleness.forget();
    this.#log.forgetGuide(guide);
    this.#journal.forgotten(journalGuide(book.guide));
    this.#setState(book, { state: 'none' });
    return undefined;
  }

  /**
   * Takes over the runs of a runner that was killed. None is run again; what passed does not hold, since its
   * shell is gone.
   */
  recall(past: readonly PastRun[]): void {
    for (const { run, guide, step: id, hash, at, verdict = 'interrupted' } of past) {
      const book = this.#books.get(guide);
      const step = book?.guide.steps.find((each) => each.id === id);
      if (!book || !step) continue;
      const result: StepResult = {
        run,
        step: id,
        verdict,
        startedAt: at,
        ms: 0,
        ...(verdict === 'interrupted' ? cutOff : outputGone),
        commands: [],
      };
      this.#journal.recalled({ run, ...journalGuide(book.guide), step: id, hash, at });
      this.#log.append({ type: 'run-queued', run, guide, step: id, hash });
      this.#log.append({ type: 'run-started', run, guide, step: id });
      this.#keep(book, { ...step, hash }, result);
    }
    for (const book of this.#books.values()) {
      const passed = [...book.results.values()]
        .filter(({ verdict }) => verdict === 'passed')
        .map(({ step }) => step);
      book.staleness.lose(passed, shellGone);
      this.#tellStale(book);
      if (book.results.size > 0)
        this.#setState(book, {
          state: 'lost',
          lost: passed,
          message: `${shellGone} A new one starts with the next step.`,
        });
    }
  }

  /** Takes no more runs and drops those that wait; settles when what is under way is over, or its time is. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const books = [...this.#books.values()];
    for (const book of books) this.#dropAll(book, 'The runner is stopping.');
    const over = Promise.all(books.flatMap(({ working, typed }) => [working, typed.settled]));
    const late = new AbortController();
    await Promise.race([over, pause(drainMs, undefined, { signal: late.signal })]);
    late.abort();
  }

  /** Ends every session. */
  async close(): Promise<void> {
    this.#isDraining = true;
    clearInterval(this.#looking);
    await Promise.all([...this.#books.values()].map((book) => this.#stop(book)));
    this.#journal.close();
    await this.#hold.letGo();
  }

  /** Guides whose steps changed something that is not cleaned up. */
  get touched(): readonly Guide[] {
    return [...this.#books.values()].filter(({ session }) => session?.touched).map(({ guide }) => guide);
  }

  state(about: { epoch: string; version: string; target: TargetState }): RunnerState {
    const books = [...this.#books.values()];
    const entry = ({ guide }: GuideBook, { run, step }: QueuedRun, state: 'queued' | 'running') => ({
      run,
      guide: guide.name,
      step: step.id,
      state,
    });
    return {
      ...about,
      seq: this.#log.seq,
      sessions: Object.fromEntries(books.map(({ guide, state }) => [guide.name, state])),
      stale: Object.fromEntries(books.map(({ guide, staleness }) => [guide.name, staleness.stale(guide)])),
      results: Object.fromEntries(
        books.map(({ guide, results }) => [guide.name, Object.fromEntries(results)]),
      ),
      typing: books.filter(({ typed }) => typed.running).map(({ guide }) => guide.name),
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

  /** The book of a guide whose file exists. */
  #bookOf(guide: string): GuideBook | undefined {
    const book = this.#books.get(guide);
    return book?.removed ? undefined : book;
  }

  #find({ guide, step: id, hash }: PlanRequest): { book: GuideBook; step: Step } | Refused {
    const book = this.#bookOf(guide);
    if (!book) return noGuide(guide);
    const step = book.guide.steps.find((each) => each.id === id);
    if (!step) return refused(404, 'unknown-step', `The guide has no step ${id}. Reload the page.`);
    if (step.hash !== hash)
      return refused(409, 'stale-hash', 'This page is not the one the runner has. Reload it.');
    return { book, step };
  }

  async #work(book: GuideBook): Promise<void> {
    for (;;) {
      await book.typed.settled;
      const next = book.queue.shift();
      if (!next) break;
      book.current = next;
      const result = await this.#make(book, next);
      book.current = undefined;
      this.#keep(book, next.step, result, { checked: next.checkOnly });
      this.#tellStale(book);
      if (result.verdict !== 'passed' && result.verdict !== 'skipped') {
        this.#drop(book, book.queue, next.request, 'skipped', `Not run: ${next.step.id} did not pass.`);
      }
    }
    book.working = undefined;
    this.#letGo();
  }

  /** Another runner may come in when nothing is under way here and nothing is left to clean up. */
  #letGo(): void {
    if ([...this.#books.values()].every(isQuiet)) void this.#hold.letGo();
  }

  #keep(book: GuideBook, step: Step, result: StepResult, how: { checked?: boolean } = {}): void {
    book.results.set(step.id, result);
    book.staleness.ended(step, result.verdict, how);
    this.#journal.ended(result.run, result.verdict);
    this.#log.append({
      type: 'run-ended',
      run: result.run,
      guide: book.guide.name,
      result: { ...result, commands: [] },
    });
  }

  async #make(book: GuideBook, { run, step, controller, checkOnly }: QueuedRun): Promise<StepResult> {
    this.#log.append({ type: 'run-started', run, guide: book.guide.name, step: step.id });
    const startedAt = new Date().toISOString();
    try {
      this.#journal.started({
        run,
        ...journalGuide(book.guide),
        step: step.id,
        hash: step.hash,
        at: startedAt,
      });
      const session = this.#session(book);
      await recheck(session.target);
      await book.firstLook.look(book.guide, session.target, step);
      if (!checkOnly && step.commands.some(({ reads }) => !reads))
        await this.#hold.take(session.target).catch(unlessUnreachable);
      let from = 0;
      const listener: RunListener = {
        commandStarted: (command, attempt) => {
          from = 0;
          this.#log.append({ type: 'command-started', run, command, attempt });
        },
        output: (command, text) => {
          this.#log.append({ type: 'output', run, command, from, text });
          from += text.length;
        },
        inputAwaited: (command, isHidden) =>
          this.#log.append({ type: 'input-awaited', run, command, ...(isHidden && { hidden: true }) }),
        commandEnded: (result) =>
          this.#log.append({ type: 'command-ended', run, result: shownResult(result) }),
      };
      book.observer ??= new Observer(book.guide, session.target);
      return book.firstLook.explain(
        await book.observer.observe(step, () =>
          session.run(step, {
            run,
            signal: controller.signal,
            listener,
            checkOnly,
            beforeWrite: () => this.#hold.confirm(session.target),
          }),
        ),
      );
    } catch (error) {
      if (error instanceof ReplacedError)
        book.staleness.lose([...(book.session?.passed ?? [])], 'The cluster is another one since.');
      const message =
        error instanceof NotOursError
          ? `${error.message} No command of this step was run.`
          : messageOf(error);
      const next = error instanceof DiskError || error instanceof NotOursError ? { next: error.next } : {};
      return { run, step: step.id, verdict: 'errored', startedAt, ms: 0, message, ...next, commands: [] };
    }
  }

  #session(book: GuideBook): Session {
    if (!this.#target) throw new Error('There is no live cluster.');
    if (book.session?.target === this.#target) return book.session;
    void book.session?.close();
    book.observer = undefined;
    book.firstLook = new FirstLook();
    book.session = new Session(book.guide, this.#target, {
      onScreen: (text) => this.#log.append({ type: 'terminal', guide: book.guide.name, text }),
      onShellLost: (lost) => {
        book.staleness.lose(lost, 'What it had set is gone: the shell ended.');
        this.#setState(book, {
          state: 'lost',
          lost,
          message: 'The shell ended; a new one starts with the next step.',
        });
      },
      onOverran: (step, why) => {
        book.staleness.lose([step], why);
        this.#tellStale(book);
      },
    });
    this.#setState(book, { state: 'ready' });
    return book.session;
  }

  #tellStale({ guide, staleness }: GuideBook): void {
    const steps = staleness.news(guide);
    if (steps) this.#log.append({ type: 'stale', guide: guide.name, steps });
  }

  /** What steps made may be deleted by others: then their results do not hold. */
  async #lookAgain(): Promise<void> {
    if (!this.#log.isWatched) return;
    for (const book of this.#books.values()) {
      if (!book.observer || book.current) continue;
      const gone = await book.observer.gone();
      if (book.current) continue;
      book.staleness.setGone(new Map([...gone].map(([step, objects]) => [step, goneSentence(objects)])));
      this.#tellStale(book);
    }
  }

  /**
   * A session takes memory and a terminal for as long as it is open: there are so many at most, and somebody
   * has to end one for another.
   */
  #whyFull(book: GuideBook): Refused | undefined {
    const open = [...this.#books.values()].filter((each) => each.session !== undefined || isBusy(each));
    if (open.includes(book) || open.length < sessionsAtMost) return undefined;
    // No reader can end the session of a removed guide: its page is gone.
    const removed = open.find((each) => each.removed && isQuiet(each));
    if (removed) return void this.reset(removed.guide.name);
    const idle = open.find((each) => !isBusy(each));
    const which = idle ? `that of ${idle.guide.name} does nothing now` : 'all of them are busy now';
    return refused(
      409,
      'sessions',
      `${sessionsAtMost} sessions are open, and no more can be. End one by "Reset session" on its ` +
        `page: ${which}.`,
    );
  }

  #setState(book: GuideBook, state: SessionState): void {
    book.state = state;
    this.#log.append({ type: 'session', guide: book.guide.name, state });
  }

  /** Takes one request's runs out of the queue, those among `candidates`. */
  #drop(
    book: GuideBook,
    candidates: readonly QueuedRun[],
    request: string,
    verdict: 'cancelled' | 'skipped',
    message: string,
  ): void {
    const dropped = candidates.filter((queued) => queued.request === request);
    book.queue.splice(0, book.queue.length, ...book.queue.filter((queued) => !dropped.includes(queued)));
    for (const { run, step } of dropped) {
      const result: StepResult = {
        run,
        step: step.id,
        verdict,
        startedAt: new Date().toISOString(),
        ms: 0,
        message,
        commands: [],
      };
      book.results.set(step.id, result);
      this.#log.append({ type: 'run-ended', run, guide: book.guide.name, result });
    }
  }

  #dropAll(book: GuideBook, message: string): void {
    for (const request of new Set(book.queue.map((queued) => queued.request)))
      this.#drop(book, book.queue, request, 'cancelled', message);
  }

  async #stop(book: GuideBook): Promise<void> {
    book.stopping = true;
    this.#dropAll(book, 'The session was ended.');
    book.current?.controller.abort();
    book.typed.stop();
    await Promise.all([book.working, book.typed.settled]);
    await book.session?.close();
    book.session = undefined;
    book.stopping = false;
    this.#letGo();
  }
}

/** Whether nothing runs in it and it made nothing that waits for cleanup. */
function isQuiet(book: GuideBook): boolean {
  return !isBusy(book) && !book.session?.touched;
}

function goneSentence(objects: readonly Change[]): string {
  const names = objects.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  return `It made ${names}, which ${objects.length === 1 ? 'is' : 'are'} not there any more.`;
}

/** A cluster that does not answer is found out, and explained, by the command itself. */
async function recheck(target: Target): Promise<void> {
  await target.recheck().catch((error: unknown) => {
    if (error instanceof ReplacedError) throw error;
  });
}

/** Ignores an unreachable cluster: the session notices it too, and explains it. */
function unlessUnreachable(error: unknown): void {
  if (!(error instanceof UnreachableError)) throw error;
}

function journalGuide({ name, file }: Guide): JournalGuide {
  return { guide: name, file: resolve(file) };
}

const shellGone = 'The runner was started again, and the shell that it ran in is gone.';
const outputGone = { message: 'It ran before the runner was started again; what it printed was not kept.' };
const cutOff = {
  message: 'The runner was killed while this step ran, so how far it came is not known.',
  next: 'See what it has done and run it again; nothing was run again by itself.',
};

import type { Verdict } from '../../guide/outcome.ts';
import type { RunnerEvent, SessionState, SiteState, TargetState } from '../../guide/protocol.ts';
import type { CommandResult, StepResult } from '../../guide/result.ts';
import { stepUi } from '../../strings/step.ts';

/** `stale`: the step passed, but its result may have become untrue. */
export type StepPhase = 'idle' | 'queued' | 'running' | 'stale' | Verdict;

export interface CommandState {
  readonly attempt: number;
  readonly output: string;
  /** Grows when `output` is replaced. While it is the same, `output` only gets longer. */
  readonly revision: number;
  readonly result?: CommandResult;
  /**
   * The length of the whole output less the length of `output`, in characters: `output` has a short notice in
   * place of each part that did not arrive.
   */
  readonly missing?: number;
  /** The command prints nothing and waits for typed text. `hidden`: it hides the text, such as a password. */
  readonly awaitedInput?: TypedText | undefined;
}

export interface StepState {
  readonly phase: StepPhase;
  readonly run?: string;
  /** The reason why it is stale, in a sentence. */
  readonly stale?: string;
  readonly startedAt?: string;
  readonly commands: readonly CommandState[];
  readonly result?: StepResult;
}

/** Whether a command shows typed text or hides it. */
type TypedText = 'shown' | 'hidden';

/** All that the page knows of the runner, folded from its events. */
export interface PageState {
  readonly epoch?: string;
  /** The sequence number of the last event. A new stream is requested after it. */
  readonly seq: number;
  readonly target?: TargetState;
  readonly session: SessionState;
  /** A line typed in the terminal runs, and steps wait for it. `hidden`: it hides typed text. */
  readonly typedLine?: TypedText | undefined;
  readonly steps: Readonly<Record<string, StepState>>;
  /** The reason of each stale step, as the runner says it. */
  readonly stale: Readonly<Record<string, string>>;
  readonly site?: SiteState;
  /** The pages of the site when this page began to follow the runner. */
  readonly firstPages?: NonNullable<SiteState['pages']>;
}

/**
 * The facts of the page that the state depends on. Runs of another guide or of another text of a step are
 * ignored.
 */
export interface PageSteps {
  readonly guide: string | undefined;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Whether the step needs no run: it passed, or a run skipped it because of the target's versions. */
export function isDone({ phase, startedAt }: StepState): boolean {
  return phase === 'passed' || (phase === 'skipped' && startedAt !== undefined);
}

export const idleStep: StepState = { phase: 'idle', commands: [] };
export const firstState: PageState = { seq: 0, session: { state: 'none' }, steps: {}, stale: {} };

/** The state after one event. An event that the state already contains changes nothing. */
export function nextState(state: PageState, event: RunnerEvent, page: PageSteps): PageState {
  if (event.type === 'hello')
    return event.epoch === state.epoch ? state : { ...firstState, epoch: event.epoch };
  if (event.type === 'beat' || event.seq <= state.seq) return state;
  return { ...withEvent(state, event, page), seq: event.seq };
}

function withEvent(state: PageState, event: RunnerEvent, page: PageSteps): PageState {
  switch (event.type) {
    case 'hello':
    case 'beat':
    case 'terminal':
      return state;
    case 'typed':
      return event.guide === page.guide
        ? { ...state, typedLine: event.running ? typedText(event.hidden) : undefined }
        : state;
    case 'target':
      return { ...state, target: event.target };
    case 'session':
      return event.guide === page.guide ? withSession(state, event.state) : state;
    case 'stale':
      return event.guide === page.guide ? { ...state, stale: event.steps } : state;
    case 'site':
      return withSite(state, event.site);
    case 'run-queued':
      if (event.guide !== page.guide || page.hashes[event.step] !== event.hash) return state;
      return withStep(state, event.step, { phase: 'queued', run: event.run, commands: [] });
    case 'run-started':
      return changeRun(state, event.run, (step) => ({
        ...step,
        phase: 'running',
        startedAt: event.at,
        commands: [],
      }));
    case 'command-started':
      return changeCommand(state, event.run, event.command, ({ revision }) => ({
        attempt: event.attempt,
        output: '',
        revision: revision + 1,
      }));
    case 'output':
      return changeCommand(state, event.run, event.command, (command) => withOutput(command, event));
    case 'input-awaited':
      return changeCommand(state, event.run, event.command, (command) => ({
        ...command,
        awaitedInput: typedText(event.hidden),
      }));
    case 'command-ended':
      return changeCommand(state, event.run, event.result.command, (command) =>
        endedCommand(command, event.result),
      );
    case 'run-ended':
      return changeRun(state, event.run, (step) => ({
        ...step,
        phase: event.result.verdict,
        result: event.result,
      }));
  }
}

/** When the session ends, its steps lose their results. */
function withSession(state: PageState, session: SessionState): PageState {
  return session.state === 'none' ? { ...state, session, steps: {}, stale: {} } : { ...state, session };
}

function typedText(hidden: boolean | undefined): TypedText {
  return hidden ? 'hidden' : 'shown';
}

function withSite(state: PageState, site: SiteState): PageState {
  const firstPages = state.firstPages ?? site.pages;
  return { ...state, site, ...(firstPages && { firstPages }) };
}

/** Appends only text that is new, and puts a notice in place of text that did not arrive. */
function withOutput(
  command: CommandState,
  event: { readonly from?: number; readonly text: string },
): CommandState {
  const { output, missing = 0 } = command;
  const received = output.length + missing;
  const { from = received, text } = event;
  const gap = from > received ? stepUi.gap(from - received) : '';
  const more = {
    output: output + gap + text.slice(Math.max(0, received - from)),
    awaitedInput: undefined,
  };
  return { ...command, ...more, ...(gap !== '' && { missing: missing + from - received - gap.length }) };
}

function endedCommand(command: CommandState, result: CommandResult): CommandState {
  const same = command.output === result.output;
  return {
    attempt: result.attempts,
    output: result.output,
    revision: same ? command.revision : command.revision + 1,
    result,
  };
}

function changeRun(state: PageState, run: string, change: (step: StepState) => StepState): PageState {
  const found = Object.entries(state.steps).find(([, step]) => step.run === run);
  return found ? withStep(state, found[0], change(found[1])) : state;
}

function changeCommand(
  state: PageState,
  run: string,
  at: number,
  change: (command: CommandState) => CommandState,
): PageState {
  return changeRun(state, run, (step) => {
    const commands = [...step.commands];
    while (commands.length <= at) commands.push({ attempt: 1, output: '', revision: 0 });
    commands[at] = change(commands[at] as CommandState);
    return { ...step, commands };
  });
}

function withStep(state: PageState, id: string, step: StepState): PageState {
  return { ...state, steps: { ...state.steps, [id]: step } };
}

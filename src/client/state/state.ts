import type { Verdict } from '../../guide/outcome.ts';
import type { RunnerEvent, SessionState, SiteState, TargetState } from '../../guide/protocol.ts';
import type { CommandResult, StepResult } from '../../guide/result.ts';
import { runUi } from '../../strings.ts';

/** `stale`: it passed, but what it says may not be so any more. */
export type StepPhase = 'idle' | 'queued' | 'running' | 'stale' | Verdict;

export interface CommandState {
  readonly attempt: number;
  readonly output: string;
  /** Another number: `output` was replaced. The same: it only grew. */
  readonly revision: number;
  readonly result?: CommandResult;
  /** By how much the output is longer than what is shown: gaps in it, less the words that tell of them. */
  readonly missing?: number;
  /** It is silent and reads the terminal. */
  readonly awaitsInput?: true | undefined;
  /** The command hides typed text, such as a password. */
  readonly hidesInput?: true | undefined;
}

export interface StepState {
  readonly phase: StepPhase;
  readonly run?: string;
  /** Why it is stale, in a sentence. */
  readonly stale?: string;
  readonly startedAt?: string;
  readonly commands: readonly CommandState[];
  readonly result?: StepResult;
}

/** All that the page shows of the runner, folded from its events. */
export interface PageState {
  readonly epoch?: string;
  /** Of the last event taken: what a new stream is asked to start after. */
  readonly seq: number;
  readonly target?: TargetState;
  readonly session: SessionState;
  /** A line typed in the terminal runs: steps wait for it. */
  readonly typing?: boolean;
  /** The running line hides typed text, such as a password. */
  readonly typingHidden?: boolean;
  readonly steps: Readonly<Record<string, StepState>>;
  /** Why steps are stale, as the runner says. */
  readonly stale: Readonly<Record<string, string>>;
  readonly site?: SiteState;
  /** The pages that were served when this page began to follow the runner. */
  readonly firstPages?: NonNullable<SiteState['pages']>;
}

/**
 * The page that events are folded for; runs of other guides, or of another text of a step, are not its own.
 */
export interface PageSteps {
  readonly guide: string | undefined;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Nothing is left to do: it passed, or its turn came and this target's version rules it out. */
export function isDone({ phase, startedAt }: StepState): boolean {
  return phase === 'passed' || (phase === 'skipped' && startedAt !== undefined);
}

export const idleStep: StepState = { phase: 'idle', commands: [] };
export const firstState: PageState = { seq: 0, session: { state: 'none' }, steps: {}, stale: {} };

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
        ? { ...state, typing: event.running, typingHidden: event.hidden ?? false }
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
        awaitsInput: true,
        hidesInput: event.hidden,
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

/** Without a session nothing holds any more of what its steps had reached. */
function withSession(state: PageState, session: SessionState): PageState {
  return session.state === 'none' ? { ...state, session, steps: {}, stale: {} } : { ...state, session };
}

function withSite(state: PageState, site: SiteState): PageState {
  const firstPages = state.firstPages ?? site.pages;
  return { ...state, site, ...(firstPages && { firstPages }) };
}

/** What is there already is not added again; what never came is shown as a gap. */
function withOutput(
  command: CommandState,
  event: { readonly from?: number; readonly text: string },
): CommandState {
  const { output, missing = 0 } = command;
  const received = output.length + missing;
  const { from = received, text } = event;
  const gap = from > received ? runUi.gap(from - received) : '';
  const more = {
    output: output + gap + text.slice(Math.max(0, received - from)),
    awaitsInput: undefined,
    hidesInput: undefined,
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

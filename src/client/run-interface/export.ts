import type { TargetState } from '../../guide/protocol.ts';
import type { StepResult } from '../../guide/result.ts';
import { withoutColours } from '../../guide/text/control-sequences.ts';
import { runUi } from '../../strings/run-interface.ts';
import { stepUi } from '../../strings/step.ts';
import type { ExportFormat } from '../bar/guide-bar.ts';
import type { PageModel } from '../state/page-model.ts';
import type { PageState, StepPhase } from '../state/page-state.ts';
import { type Choices, stepState } from '../state/progress.ts';

/** A record of what was run on this page, for a bug report. The runner has redacted the outputs. */
export interface RunRecord {
  readonly guide: string;
  readonly page: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly target: TargetState | undefined;
  readonly choices: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecord[];
}

interface StepRecord {
  readonly step: string;
  readonly state: StepPhase;
  readonly stale?: string;
  readonly result?: Omit<StepResult, 'commands'>;
  readonly commands: readonly CommandRecord[];
}

interface CommandRecord {
  readonly text: string;
  readonly output: string;
  readonly exit?: number;
  readonly attempts: number;
  readonly ms?: number;
  readonly sentences: readonly string[];
}

interface RecordFacts {
  readonly guide: string;
  /** The path of the page. */
  readonly page: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly now: Date;
  /** In page order; `commands` are the texts of the step's commands. */
  readonly steps: readonly { readonly id: string; readonly commands: readonly string[] }[];
}

/** Saves a record of the last runs as a file of the reader. */
export function exportRun(
  format: ExportFormat,
  { guide = 'guide', steps }: PageModel,
  { state, choices }: { state: PageState; choices: Choices },
): void {
  const record = recordOf(state, {
    guide,
    page: location.pathname,
    choices,
    now: new Date(),
    steps: steps.map(({ id, root }) => ({ id, commands: commandTexts(root) })),
  });
  const name = `${guide.replaceAll('/', '-')}-run`;
  if (format === 'json')
    download({
      name: `${name}.json`,
      type: 'application/json',
      text: `${JSON.stringify(record, null, 2)}\n`,
    });
  else download({ name: `${name}.md`, type: 'text/markdown', text: markdownOf(record) });
}

function commandTexts(step: HTMLElement): string[] {
  return [...step.querySelectorAll('[data-text]')].map(({ textContent }) => textContent ?? '');
}

/** Records the steps that were run, in page order. */
export function recordOf(state: PageState, { guide, page, choices, now, steps }: RecordFacts): RunRecord {
  return {
    guide,
    page,
    exportedAt: now.toISOString(),
    target: state.target,
    choices,
    steps: steps.flatMap(({ id, commands: texts }) => {
      const { phase, stale, result, commands } = stepState(state, id);
      if (phase === 'idle') return [];
      const { commands: _, ...rest } = result ?? { commands: [] };
      return {
        step: id,
        state: phase,
        ...(stale !== undefined && { stale }),
        ...(result && { result: rest as Omit<StepResult, 'commands'> }),
        commands: commands.map(({ output, attempt, result: ended }, at) => ({
          text: ended?.text ?? texts[at] ?? '',
          output,
          ...(ended?.exit !== undefined && { exit: ended.exit }),
          attempts: attempt,
          ...(ended && { ms: ended.ms }),
          sentences: ended?.sentences ?? [],
        })),
      };
    }),
  };
}

/** Writes a record as Markdown: a heading for each step, a fence for each command. */
export function markdownOf({ guide, page, exportedAt, target, choices, steps }: RunRecord): string {
  const versions = target?.phase === 'live' ? Object.entries(target.versions) : [];
  const lines = [
    `# ${runUi.exportTitle(guide)}`,
    '',
    `- ${page}`,
    `- ${exportedAt}`,
    ...(target ? [`- ${[target.name, ...versions.map((version) => version.join(' '))].join(', ')}`] : []),
    ...Object.entries(choices).map(([group, value]) => `- ${group}: ${value}`),
    ...steps.flatMap(stepLines),
  ];
  const text = lines.join('\n').replace(/\n{3,}/g, '\n\n');
  return `${text.trimEnd()}\n`;
}

function stepLines({ step, state, stale, result, commands }: StepRecord): string[] {
  return [
    '',
    `## ${step}: ${stepUi.states[state]}`,
    '',
    ...(stale ? [stale, ''] : []),
    ...(result?.message ? [result.message, ''] : []),
    ...commands.flatMap(commandLines),
    ...(result?.notRun ? [stepUi.notRun(result.notRun) ?? '', ''] : []),
  ];
}

function commandLines({ text, output, exit, attempts, ms, sentences }: CommandRecord): string[] {
  const content = `$ ${text}\n${withoutColours(output)}`.replace(/\n+$/, '');
  // The fence is longer than every run of backticks in the output.
  const runs = [...content.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const fence = '`'.repeat(Math.max(3, ...runs));
  const facts = [
    exit === undefined ? '' : runUi.exportExit(exit),
    attempts > 1 ? runUi.exportAttempts(attempts) : '',
    ms === undefined ? '' : runUi.exportTime(ms),
  ].filter(Boolean);
  return [
    `${fence}console`,
    content,
    fence,
    '',
    ...(facts.length > 0 ? [facts.join(', '), ''] : []),
    ...sentences.map((sentence) => `- ${sentence}`),
    '',
  ];
}

function download({ name, type, text }: { name: string; type: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

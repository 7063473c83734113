import type { TargetState } from '../guide/protocol.ts';
import type { StepResult } from '../guide/result.ts';
import { runUi } from '../strings.ts';
import { stepState } from './state/plan.ts';
import type { PageState, StepPhase } from './state/state.ts';

/** A record of what was run on this page, for a bug report. Outputs are as the runner sent them: redacted. */
export interface RunRecord {
  readonly guide: string;
  readonly page: string;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly target: TargetState | undefined;
  readonly choices: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly step: string;
    readonly state: StepPhase;
    readonly stale?: string;
    readonly result?: Omit<StepResult, 'commands'>;
    readonly commands: readonly {
      readonly text: string;
      readonly output: string;
      readonly exit?: number;
      readonly attempts: number;
      readonly ms?: number;
      readonly sentences: readonly string[];
    }[];
  }[];
}

interface About {
  readonly guide: string;
  readonly page: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly now: Date;
  /** In page order, with the text of their commands. */
  readonly steps: readonly { readonly id: string; readonly commands: readonly string[] }[];
}

/** The steps that were run, in page order. */
export function recordOf(state: PageState, { guide, page, choices, now, steps }: About): RunRecord {
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

/** The same as Markdown: a heading a step, a fence a command. */
export function markdownOf({ guide, page, exportedAt, target, choices, steps }: RunRecord): string {
  const versions =
    target?.phase === 'live'
      ? Object.entries(target.versions).map(([product, version]) => `${product} ${version}`)
      : [];
  const head = [
    `# ${runUi.exportTitle(guide)}`,
    '',
    `- ${page}`,
    `- ${exportedAt}`,
    ...(target ? [`- ${[target.name, ...versions].join(', ')}`] : []),
    ...Object.entries(choices).map(([group, value]) => `- ${group}: ${value}`),
  ];
  const body = steps.flatMap(({ step, state, stale, result, commands }) => [
    '',
    `## ${step}: ${runUi.states[state]}`,
    '',
    ...(stale ? [stale, ''] : []),
    ...(result?.message ? [result.message, ''] : []),
    ...commands.flatMap(({ text, output, exit, attempts, ms, sentences }) => {
      const content = `$ ${text}\n${withoutColour(output)}`.replace(/\n+$/, '');
      const fence = '`'.repeat(
        Math.max(3, ...[...content.matchAll(/`{3,}/g)].map(([run]) => run.length + 1)),
      );
      const facts = [
        exit === undefined ? '' : `exit ${exit}`,
        attempts > 1 ? `asked ${attempts} times` : '',
        ms === undefined ? '' : `${Math.round(ms)} ms`,
      ].filter(Boolean);
      return [
        `${fence}console`,
        content,
        fence,
        '',
        ...(facts.length > 0 ? [facts.join(', '), ''] : []),
        ...sentences.map((sentence) => `- ${sentence}`),
        ...(sentences.length > 0 ? [''] : []),
      ];
    }),
    ...(result?.notRun ? [runUi.notRun(result.notRun) ?? '', ''] : []),
  ]);
  return `${[...head, ...body]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

/** SGR is the only control sequence that the runner lets through. */
function withoutColour(text: string): string {
  return text.replace(/\u001b\[[\d;:]*m/g, '');
}

/** Hands a text to the reader as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

import { diffArrays } from 'diff';
import type { Guide } from '../../src/guide/model.ts';
import { linesWithEnds } from '../../src/guide/page/page-text.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';

/** New lines for one printed output of a guide. */
export interface PrintedEdit {
  readonly step: string;
  /** 0-based position of the command in its step, and of the printed output in its expectation. */
  readonly command: number;
  readonly variant: number;
  readonly lines: readonly string[];
}

/**
 * Replaces one printed output in a guide's text. All other bytes stay. Returns `undefined` when a fence
 * cannot hold the lines.
 */
export function editPage(source: string, { step, command, variant, lines }: PrintedEdit): string | undefined {
  const { guide } = parseGuide(source, { file: '', name: '' });
  const printed = guide.steps.find(({ id }) => id === step)?.commands[command]?.expectation.printed[variant];
  if (!printed) return undefined;
  const rows = linesWithEnds(source);
  const from = printed.line - 1;
  const before = rows.slice(from, from + printed.lines.length);
  const edited = rows
    .toSpliced(from, before.length, ...newRows({ old: printed.lines, lines, before }))
    .join('');
  return hasOnlyEdit(edited, guide, { step, command, variant, lines }) ? edited : undefined;
}

/** Equal lines keep their bytes. New lines have the indentation and the line end of the first old line. */
function newRows({ old, lines, before }: Record<'old' | 'lines' | 'before', readonly string[]>): string[] {
  const first = before[0]!.replace(/[\r\n]+$/, '');
  const prefix = first.slice(0, first.length - old[0]!.length);
  const ending = before[0]!.slice(first.length);
  let at = 0;
  return diffArrays([...old], [...lines]).flatMap(({ added, removed, value }) => {
    if (added) return value.map((line) => (line === '' ? prefix.trimEnd() : prefix + line) + ending);
    at += value.length;
    return removed ? [] : before.slice(at - value.length, at);
  });
}

/**
 * Whether the edited guide has the same steps and commands, and only the intended change of printed lines.
 */
function hasOnlyEdit(edited: string, before: Guide, edit: PrintedEdit): boolean {
  const { guide, problems } = parseGuide(edited, { file: '', name: '' });
  return problems.length === 0 && outlineOf(guide) === outlineOf(before, edit);
}

/** The steps of a guide with their commands and printed outputs. `edit` replaces one printed output. */
function outlineOf({ steps }: Guide, edit?: PrintedEdit): string {
  const isEdited = (step: string, command: number, variant: number) =>
    step === edit?.step && command === edit.command && variant === edit.variant;
  return JSON.stringify(
    steps.map(({ id, commands }) => [
      id,
      commands.map(({ text, expectation }, command) => [
        text,
        expectation.printed.map(({ lines, when }, variant) => [
          when,
          isEdited(id, command, variant) ? edit!.lines : lines,
        ]),
      ]),
    ]),
  );
}

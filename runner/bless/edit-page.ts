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
 * The guide's text with one printed output replaced, or `undefined` when a fence cannot hold the lines. All
 * other bytes stay.
 */
export function editPage(source: string, { step, command, variant, lines }: PrintedEdit): string | undefined {
  const { guide } = parseGuide(source, { file: '', name: '' });
  const printed = guide.steps.find(({ id }) => id === step)?.commands[command]?.expectation.printed[variant];
  if (!printed) return undefined;
  const rows = linesWithEnds(source);
  const from = printed.line - 1;
  const before = rows.slice(from, from + printed.lines.length);
  const edited = rows.toSpliced(from, before.length, ...written(printed.lines, lines, before)).join('');
  return holds(edited, guide, { step, command, variant, lines }) ? edited : undefined;
}

/** Lines that stay keep their bytes; new ones are indented, and end, as the first one is and does. */
function written(old: readonly string[], lines: readonly string[], before: readonly string[]): string[] {
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

/** The same steps with the same commands, and nothing printed otherwise than meant. */
function holds(edited: string, before: Guide, edit: PrintedEdit): boolean {
  const { guide, problems } = parseGuide(edited, { file: '', name: '' });
  const shape = (
    { steps }: Guide,
    printedOf: (
      step: string,
      command: number,
      variant: number,
      lines: readonly string[],
    ) => readonly string[],
  ) =>
    JSON.stringify(
      steps.map((step) => [
        step.id,
        step.commands.map(({ text, expectation }, command) => [
          text,
          expectation.printed.map(({ lines, when }, variant) => [
            when,
            printedOf(step.id, command, variant, lines),
          ]),
        ]),
      ]),
    );
  const isMeant = (step: string, command: number, variant: number) =>
    step === edit.step && command === edit.command && variant === edit.variant;
  const meant = shape(before, (step, command, variant, lines) =>
    isMeant(step, command, variant) ? edit.lines : lines,
  );
  return problems.length === 0 && shape(guide, (_step, _command, _variant, lines) => lines) === meant;
}

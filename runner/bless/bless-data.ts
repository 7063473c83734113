import { parsed, type Value } from '../match/data.ts';
import { Ledger } from '../match/ledger.ts';
import { linesOf, printedLines, withoutColour } from '../match/normalise.ts';
import { sheetOf } from '../match/page.ts';
import { type DataEdit, dataEdits } from './data-edits.ts';
import { editJson } from './edit-json.ts';
import { editYaml } from './edit-yaml.ts';
import type { Candidates, OutputTask } from './output-task.ts';
import { realLine } from './real-text.ts';

/**
 * `json` and `yaml`: by path, keeping layout, order of keys and `"..."`; else the whole output as it was
 * printed.
 */
export function* dataCandidates(
  format: 'json' | 'yaml',
  { printed, actual, bindings, literals, fill }: OutputTask,
): Candidates {
  const text = printedLines(printed.lines).join('\n');
  const [page, output] = [
    parsed(text, format),
    parsed(withoutColour(actual).replace(/\r+\n/g, '\n'), format),
  ];
  if ('problem' in output)
    return (
      `The output is no ${format.toUpperCase()}: ${output.problem}. Use another match, or fix the ` +
      'command.'
    );
  if (!('problem' in page) && page.documents.length === 1 && output.documents.length === 1) {
    const edits = dataEdits(page.documents[0]!, output.documents[0]!, { literals, fill, bindings });
    if (edits.every(isWritable))
      yield (format === 'json' ? editJson(text, edits) : editYaml(text, edits)).split('\n');
  }
  const sheet = sheetOf(linesOf(actual));
  if (fill === 'real')
    yield sheet.raw.map((_, index) =>
      realLine(sheet, index, { ledger: new Ledger(bindings), literals, fill }),
    );
  return undefined;
}

/** Whole numbers beyond 2^53 are only ever copied with the whole output. */
function isWritable(edit: DataEdit): boolean {
  const holdsBigint = (value: Value): boolean =>
    typeof value === 'bigint' ||
    (typeof value === 'object' && value !== null && Object.values(value).some(holdsBigint));
  return edit.op === 'remove' || !holdsBigint(edit.value);
}

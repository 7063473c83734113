import { type DataFormat, parsed, type Value } from '../data/parse-data.ts';
import { plainText, printedLines } from '../text/normalise.ts';
import type { Candidates, RewriteTask } from './candidates.ts';
import { type DataEdit, dataEdits } from './data-edits.ts';
import { editJson } from './edit-json.ts';
import { editYaml } from './edit-yaml.ts';
import { realOutput } from './real-text.ts';

/**
 * Candidates for `json` and `yaml`: first with only the differing values replaced, which keeps the layout,
 * the order of keys and `"..."`; then the whole output.
 */
export function* dataCandidates(format: DataFormat, task: RewriteTask): Candidates {
  const { printed, actual, bindings, literals, fill } = task;
  const text = printedLines(printed.lines).join('\n');
  const [page, output] = [parsed(text, format), parsed(plainText(actual), format)];
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
  if (fill === 'real') yield realOutput(task);
  return undefined;
}

/** Edits do not write whole numbers beyond 2^53. Only a copy of the whole output can hold them. */
function isWritable(edit: DataEdit): boolean {
  const holdsBigint = (value: Value): boolean =>
    typeof value === 'bigint' ||
    (typeof value === 'object' && value !== null && Object.values(value).some(holdsBigint));
  return edit.op === 'remove' || !holdsBigint(edit.value);
}

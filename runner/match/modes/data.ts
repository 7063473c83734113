import { dataAllowance } from '../data/data-allowance.ts';
import { judgeData } from '../data/judge-data.ts';
import { acceptsAnyValue, type DataFormat, parsed } from '../data/parse-data.ts';
import { dataCandidates } from '../rewrite/data-candidates.ts';
import { type Hole, tokenHoles } from '../text/holes.ts';
import { isElision, plainText } from '../text/normalise.ts';
import type { Mode } from './mode.ts';
import { valueNotation } from './notation.ts';

/** The `json` and `yaml` modes compare values, whatever their layout. */
export function dataMode(format: DataFormat): Mode {
  return {
    judge: (question) => judgeData(format, question),
    holes: (lines, firstLine) => [...tokenHoles(lines, firstLine), ...valueHoles(format, lines, firstLine)],
    allowance: (question, other) => dataAllowance(format, question, other),
    blessCandidates: (task) => dataCandidates(format, task),
    comparedLines: (output) => plainText(output).replace(/\n+$/, '').split('\n'),
    notation: valueNotation[format],
  };
}

function valueHoles(format: DataFormat, lines: readonly string[], firstLine: number): Hole[] {
  const name = format.toUpperCase();
  const elided = lines.findIndex(isElision);
  if (elided >= 0)
    return [
      {
        pageLine: firstLine + elided,
        detail:
          `a line of dots is no ${name}: write "..." as a value, a list entry, or "...": "..." for further ` +
          'keys',
      },
    ];
  const data = parsed(lines.join('\n'), format);
  if ('problem' in data)
    return [
      {
        pageLine: firstLine + (data.line ?? 1) - 1,
        detail: `the printed output is no ${name}: ${data.problem}. Correct it, or choose another \`match\``,
      },
    ];
  return data.documents.every(acceptsAnyValue)
    ? [{ pageLine: firstLine, detail: 'this accepts every value: print something that the output must hold' }]
    : [];
}

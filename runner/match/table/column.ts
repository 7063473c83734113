/**
 * Columns whose cells are samples whatever they hold, by their head. All other cells are typed by form alone,
 * so that READY, STATUS, TYPE, PORT(S) and every column that nobody here knows must agree.
 */

import { type Pattern, patternOfValue } from '../text/pattern.ts';
import { dnsName } from '../text/values/dns-name.ts';
import { age } from '../text/values/duration.ts';
import { generatedValue, type Value } from '../text/values/value.ts';

interface ColumnType {
  readonly type: string;
  readonly source: string;
}

const ages: ColumnType = { type: 'age', source: `${age}(?: \\(x\\d+ over ${age}\\))?` };
const nodeName: ColumnType = { type: 'node name', source: dnsName };

/** kubectl get (k8s.io/kubernetes/pkg/printers/internalversion), events, and kubectl top. */
const columnTypes: Readonly<Record<string, ColumnType>> = {
  AGE: ages,
  'LAST SEEN': ages,
  'FIRST SEEN': ages,
  'LAST SCHEDULE': ages,
  DURATION: ages,
  RESTARTS: { type: 'restarts', source: `\\d+(?: \\(${age} ago\\))?` },
  NODE: nodeName,
  'CPU(cores)': { type: 'measured CPU', source: '\\d+[mn]?' },
  'MEMORY(bytes)': { type: 'measured memory', source: '\\d+(?:[KMGT]i)?' },
  'CPU%': { type: 'measured percentage', source: '\\d+%' },
  'CPU(%)': { type: 'measured percentage', source: '\\d+%' },
  'MEMORY%': { type: 'measured percentage', source: '\\d+%' },
  'MEMORY(%)': { type: 'measured percentage', source: '\\d+%' },
};

const compiled = new Map(
  Object.entries(columnTypes).map(([head, { type, source }]) => [
    head,
    { type, accepts: new RegExp(`(?:${source})$`, 'y') },
  ]),
);

/** What a cell is because of its column, or undefined: then its own form decides. */
export function columnPattern(
  cell: string,
  head: string,
  heads: readonly string[],
  literals: ReadonlySet<string>,
): Pattern | undefined {
  if (head === 'TARGETS') return targetsPattern(cell);
  const value = columnValue(cell, head, heads, literals);
  return value && patternOfValue(value);
}

/** The one value that a cell is as a whole. */
function columnValue(
  cell: string,
  head: string,
  heads: readonly string[],
  literals: ReadonlySet<string>,
): Value | undefined {
  const column = compiled.get(head);
  if (column) {
    column.accepts.lastIndex = 0;
    return column.accepts.test(cell)
      ? { type: column.type, sample: cell, accepts: column.accepts }
      : undefined;
  }
  if (head === 'NAME' && namesAreGenerated(heads) && !literals.has(cell))
    return cell.startsWith('pod/') ? undefined : generatedValue(cell, true);
  return undefined;
}

/**
 * kubectl prints these heads for pods and for endpoint slices only: their names end in five random
 * characters, whatever these look like.
 */
function namesAreGenerated(heads: readonly string[]): boolean {
  return (
    ['READY', 'STATUS', 'RESTARTS'].every((head) => heads.includes(head)) || heads.includes('ADDRESSTYPE')
  );
}

const measured = /(?<![\w.])(\d+%|\d+(?:\.\d+)?(?:m|k|M|G|[KMGT]i)?)(?=\/)/;
const measuredPercentage = /\d+%(?=\/)/y;
const measuredQuantity = /\d+(?:\.\d+)?(?:m|k|M|G|[KMGT]i)?(?=\/)/y;

/** `kubectl get hpa`: `cpu: 12%/50%, 104Mi/512Mi`. What is measured is a sample, what is aimed at is not. */
function targetsPattern(cell: string): Pattern | undefined {
  const pieces = cell.split(measured).flatMap((text, index): Pattern['pieces'] => {
    if (text === '') return [];
    if (index % 2 === 0) return [{ kind: 'text', text }];
    const isPercentage = text.endsWith('%');
    const value = {
      type: isPercentage ? 'measured percentage' : 'measured quantity',
      sample: text,
      accepts: isPercentage ? measuredPercentage : measuredQuantity,
    };
    return [{ kind: 'value', value }];
  });
  return pieces.some(({ kind }) => kind === 'value') ? { text: cell, pieces } : undefined;
}

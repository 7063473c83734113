/**
 * Columns whose cells are samples because of their head. The cells of all other columns are samples only by
 * their form, so that READY, STATUS, TYPE, PORT(S) and every unknown column must agree.
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

/**
 * The columns of kubectl get (k8s.io/kubernetes/pkg/printers/internalversion), of events, and of kubectl top.
 */
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

/** A column of a table, and what decides how its cells are read. */
export interface Column {
  readonly head: string;
  /** The heads of all columns. */
  readonly heads: readonly string[];
  readonly literals: ReadonlySet<string>;
}

/** The pattern of a cell by its column. Undefined: the form of the cell decides. */
export function columnPattern(cell: string, column: Column): Pattern | undefined {
  if (column.head === 'TARGETS') return targetsPattern(cell);
  const value = columnValue(cell, column);
  return value && patternOfValue(value);
}

/** The value of a cell that is one value. */
function columnValue(cell: string, { head, heads, literals }: Column): Value | undefined {
  const known = compiled.get(head);
  if (known) {
    known.accepts.lastIndex = 0;
    return known.accepts.test(cell) ? { type: known.type, sample: cell, accepts: known.accepts } : undefined;
  }
  if (head === 'NAME' && namesAreGenerated(heads) && !literals.has(cell))
    return cell.startsWith('pod/') ? undefined : generatedValue(cell, true);
  return undefined;
}

/**
 * Whether the names in a table are generated. kubectl prints these heads only for pods and endpoint slices,
 * whose names end in five random characters.
 */
function namesAreGenerated(heads: readonly string[]): boolean {
  return (
    ['READY', 'STATUS', 'RESTARTS'].every((head) => heads.includes(head)) || heads.includes('ADDRESSTYPE')
  );
}

const measured = /(?<![\w.])(\d+%|\d+(?:\.\d+)?(?:m|k|M|G|[KMGT]i)?)(?=\/)/;
const measuredPercentage = /\d+%(?=\/)/y;
const measuredQuantity = /\d+(?:\.\d+)?(?:m|k|M|G|[KMGT]i)?(?=\/)/y;

/**
 * `kubectl get hpa` prints `cpu: 12%/50%, 104Mi/512Mi`: the measured value is a sample, the target is not.
 */
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

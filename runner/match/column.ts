/**
 * Columns whose cells are samples whatever they hold, by their head. All other cells are typed by form alone, so
 * that READY, STATUS, TYPE, PORT(S) and every column that nobody here knows must agree.
 */
import { age } from './duration.ts';
import { generatedValue, type Value } from './value.ts';

interface ColumnType {
  readonly type: string;
  readonly source: string;
}

const ages: ColumnType = { type: 'age', source: `${age}(?: \\(x\\d+ over ${age}\\))?` };
const nodeName: ColumnType = { type: 'node name', source: '[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?' };

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

const compiled = new Map(Object.entries(columnTypes).map(([head, { type, source }]) => [head, { type, accepts: new RegExp(`(?:${source})$`, 'y') }]));

/** The one value that a cell is because of its column, or undefined: then its own form decides. */
export function columnValue(cell: string, head: string, heads: readonly string[], literals: ReadonlySet<string>): Value | undefined {
  const column = compiled.get(head);
  if (column) {
    column.accepts.lastIndex = 0;
    return column.accepts.test(cell) ? { type: column.type, sample: cell, accepts: column.accepts } : undefined;
  }
  if (head === 'NAME' && isPodTable(heads) && !literals.has(cell))
    return generatedValue(cell.replace(/^pod\//, ''), true)?.sample === cell ? generatedValue(cell, true) : undefined;
  return undefined;
}

/** kubectl prints these heads for pods only. */
function isPodTable(heads: readonly string[]): boolean {
  return heads.includes('READY') && heads.includes('STATUS') && heads.includes('RESTARTS');
}

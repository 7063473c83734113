import type { Reason } from '../../../src/guide/outcome.ts';
import { columnReasons } from '../table/column-reasons.ts';
import type { LinesBeside } from '../table/page.ts';
import { headsBeside } from '../table/row-pair.ts';

/** If both lines are table heads, a reason for each column that only one of them has. */
export function compareColumns({ page, index, output, line }: LinesBeside): Reason[] {
  const pageTable = page.tables.find(({ head }) => head === index);
  const actualTable = output.tables.find(({ head }) => head === line);
  if (!pageTable || !actualTable) return [];
  const heads = headsBeside(pageTable, actualTable);
  return columnReasons({
    page: heads.page.map(({ name }) => name),
    actual: heads.actual.map(({ name }) => name),
    pageLine: page.pageLine(index),
    shown: { expected: page.lines[index]!, actual: output.lines[line]! },
  });
}

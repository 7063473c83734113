import { Ledger } from '../match/ledger.ts';
import { linesOf } from '../match/normalise.ts';
import { lineFits, type Page, pageOf, type Sheet, sheetOf } from '../match/page.ts';
import { headsBeside, rowPair } from '../match/row-pair.ts';
import type { Table } from '../match/table.ts';
import { alignLists, type Beside } from './align-lists.ts';
import { blessText } from './bless-text.ts';
import { type Context, elision } from './context.ts';
import { alikeFrom, likeness } from './likeness.ts';
import type { Candidates, OutputTask } from './output-task.ts';
import { realLine } from './real-text.ts';
import { columnsOf, layOut, type Row } from './table-layout.ts';
import { changedRow, newRow, type TablePair } from './table-rows.ts';

/** `docs`: the words and cells that differ, then the lines that differ, then the whole output. */
export function* docsCandidates({ printed, actual, bindings, literals, fill }: OutputTask): Candidates {
  const page = pageOf(printed, literals);
  const output = sheetOf(linesOf(actual));
  const context = (): Context => ({ ledger: new Ledger(bindings), literals, fill });
  const beside = besideEachOther(page, output);
  if (beside) {
    yield written(page, output, beside, 'inside', context());
    yield written(page, output, beside, 'whole', context());
  }
  if (fill === 'real') yield output.raw.map((_, index) => realLine(output, index, context()));
  return undefined;
}

function besideEachOther(page: Page, output: Sheet): Beside[] | undefined {
  const free = Ledger.free();
  let own: OwnPlaces | undefined;
  const beside = alignLists({
    page: page.lines.length,
    actual: output.lines.length,
    isGap: (index) => page.elided[index]!,
    ways: (index, line) => {
      own ??= ownPlaces(page, output);
      const cost = lineFits(page, index, output, line, free) ? 0 : changeCost(page, output, own, index, line);
      return cost === Infinity ? [] : [{ width: 1, cost }];
    },
  });
  return beside && withMoves(beside, page, output);
}

/**
 * Which line of the output is which line of the page's, wherever it stands: it fits, or is the row with the
 * same key.
 */
interface OwnPlaces {
  readonly of: ReadonlyMap<number, ReadonlySet<number>>;
  readonly taken: ReadonlySet<number>;
}

function ownPlaces(page: Page, output: Sheet): OwnPlaces {
  const of = new Map<number, Set<number>>();
  for (const index of page.lines.keys()) {
    if (page.elided[index] || page.lines[index] === '') continue;
    const own = [...output.lines.keys()].filter((line) => isOwn(page, index, output, line));
    if (own.length > 0) of.set(index, new Set(own));
  }
  return { of, taken: new Set([...of.values()].flatMap((lines) => [...lines])) };
}

function isOwn(page: Page, index: number, output: Sheet, line: number): boolean {
  return (
    rowPair(page, index, output, line)?.sameKey === true || lineFits(page, index, output, line, Ledger.free())
  );
}

function changeCost(page: Page, output: Sheet, own: OwnPlaces, index: number, line: number): number {
  const [isHead, isActualHead] = [
    page.tables.some(({ head }) => head === index),
    output.tables.some(({ head }) => head === line),
  ];
  if (isHead || isActualHead) return isHead && isActualHead ? 0.5 : Infinity;
  if ((page.lines[index] === '') !== (output.lines[line] === '')) return Infinity;
  if (own.of.get(index)?.has(line)) return 0.5;
  const alike =
    page.rowOf[index] && output.rowOf[line] ? 0 : likeness(page.lines[index]!, output.lines[line]!);
  if (alike >= alikeFrom) return 1.5 - alike;
  // Lines that have nothing in common replace each other only where neither has a place of its own.
  const isLoose = (page.elided[index - 1] ?? false) && (page.elided[index + 1] ?? false);
  return isLoose || own.of.has(index) || own.taken.has(line) ? Infinity : 1.8;
}

/** A line that is lost in one place and new in another has moved: it is printed there as the page has it. */
function withMoves(beside: readonly Beside[], page: Page, output: Sheet): Beside[] {
  const lost = beside.flatMap((one) => (one.op === 'drop' && page.lines[one.page] !== '' ? [one.page] : []));
  const moved = new Set<number>();
  const placed = beside.map((one): Beside => {
    if (one.op !== 'add') return one;
    const from = lost.find((index) => !moved.has(index) && isOwn(page, index, output, one.actual));
    if (from === undefined) return one;
    moved.add(from);
    return { op: 'pair', page: from, actual: one.actual, width: 1, same: false };
  });
  return placed.filter((one) => one.op !== 'drop' || !moved.has(one.page));
}

/** A table that is being printed: its rows are laid out when all of them are known. */
interface OpenTable extends TablePair {
  readonly headLine: string;
  readonly table: Table;
  readonly actualTable: Table;
  /** Where its lines stand in the result. */
  readonly headAt: number;
  readonly rows: { readonly at: number; readonly row: Row }[];
}

function written(
  page: Page,
  output: Sheet,
  beside: readonly Beside[],
  change: 'inside' | 'whole',
  context: Context,
): string[] {
  const lines: string[] = [];
  const tables: OpenTable[] = [];
  const putRow = (open: OpenTable, row: Row) => {
    open.rows.push({ at: lines.length, row });
    lines.push('');
  };
  for (const one of beside) {
    switch (one.op) {
      case 'gap':
        lines.push(page.raw[one.page]!);
        break;
      case 'drop':
        if (context.fill === 'elision') lines.push(elision);
        break;
      case 'add': {
        const open = change === 'inside' ? openTable(tables, undefined, output.rowOf[one.actual]) : undefined;
        const row =
          context.fill === 'real' && open ? newRow(output.raw[one.actual]!, open, context) : undefined;
        if (open && row) putRow(open, row);
        else lines.push(context.fill === 'elision' ? elision : realLine(output, one.actual, context));
        break;
      }
      case 'pair': {
        const opened =
          change === 'inside' ? startedTable(page, output, one.page, one.actual, lines.length) : undefined;
        if (opened) {
          tables.push(opened);
          lines.push('');
          break;
        }
        const open = openTable(tables, page.rowOf[one.page], output.rowOf[one.actual]);
        if (open) {
          const row = changedRow(page.raw[one.page]!, output.raw[one.actual]!, open, context);
          if (row) {
            putRow(open, row);
            break;
          }
        }
        lines.push(changedLine(page, output, one.page, one.actual, change, context));
      }
    }
  }
  for (const { headLine, headAt, page: heads, columns, rows } of tables) {
    const laid = layOut(
      headLine,
      heads,
      columns,
      rows.map(({ row }) => row),
    );
    lines[headAt] = laid.head;
    for (const [index, { at }] of rows.entries()) lines[at] = laid.rows[index]!;
  }
  return context.fill === 'elision' ? withoutDoubledElisions(lines) : lines;
}

function changedLine(
  page: Page,
  output: Sheet,
  index: number,
  line: number,
  change: 'inside' | 'whole',
  context: Context,
): string {
  if (lineFits(page, index, output, line, context.ledger)) return page.raw[index]!;
  const [text, actual] = [page.raw[index]!, output.raw[line]!];
  const isOpen = page
    .pattern(index)
    .pieces.some(
      (piece) => piece.kind === 'elision' || (piece.kind === 'value' && piece.value.sample.startsWith('{{')),
    );
  const isText = !page.rowOf[index] && !output.rowOf[line];
  if (change === 'inside' && isText && (isOpen || likeness(text, actual) >= alikeFrom))
    return blessText(text, actual, context);
  return context.fill === 'elision' ? elision : realLine(output, line, context);
}

/** If both lines are heads: their tables, to be printed from here on. */
function startedTable(
  page: Page,
  output: Sheet,
  index: number,
  line: number,
  headAt: number,
): OpenTable | undefined {
  const table = page.tables.find(({ head }) => head === index);
  const actualTable = output.tables.find(({ head }) => head === line);
  if (!table || !actualTable) return undefined;
  const heads = headsBeside(table, actualTable);
  return {
    ...heads,
    columns: columnsOf(heads.page, heads.actual),
    headLine: page.raw[index]!,
    table,
    actualTable,
    headAt,
    rows: [],
  };
}

/** The table that is being printed last, if the lines are rows of it. */
function openTable(
  tables: readonly OpenTable[],
  table: Table | undefined,
  actualTable: Table | undefined,
): OpenTable | undefined {
  const open = tables.at(-1);
  return open && actualTable === open.actualTable && (table === undefined || table === open.table)
    ? open
    : undefined;
}

function withoutDoubledElisions(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line.trim() !== elision || lines[index - 1]?.trim() !== elision);
}

import { lineFits, type Page, pageOf, type Sheet, sheetOf } from '../table/page.ts';
import type { Table } from '../table/read-table.ts';
import { headsBeside } from '../table/row-pair.ts';
import { Ledger } from '../text/ledger.ts';
import { linesOf } from '../text/normalise.ts';
import type { Step } from './align-lists.ts';
import { type Candidates, elision, type RewriteTask, type Rewriting } from './candidates.ts';
import { alikeFrom, likeness } from './likeness.ts';
import { pairLines } from './pair-lines.ts';
import { realLine, realOutput } from './real-text.ts';
import { rewriteText } from './rewrite-text.ts';
import { columnsOf, layOut, type Row } from './table-layout.ts';
import { changedRow, newRow, type TablePair } from './table-rows.ts';

/**
 * Candidates for `docs`: first with the differing words and cells replaced, then with the differing lines
 * replaced, then the whole output.
 */
export function* docsCandidates(task: RewriteTask): Candidates {
  const { printed, actual, bindings, literals, fill } = task;
  const page = pageOf(printed, literals);
  const output = sheetOf(linesOf(actual));
  const steps = pairLines(page, output);
  if (steps)
    for (const unit of ['word', 'line'] as const) {
      const rewriting = { ledger: new Ledger(bindings), literals, fill };
      yield new PageWriter({ page, output, unit, rewriting }).write(steps);
    }
  if (fill === 'real') yield realOutput(task);
  return undefined;
}

/** A table whose lines are being written. Its rows are laid out when all rows are known. */
interface OpenTable extends TablePair {
  readonly headLine: string;
  readonly table: Table;
  readonly actualTable: Table;
  /** The index of its head line among the written lines. */
  readonly headAt: number;
  readonly rows: { readonly at: number; readonly row: Row }[];
}

interface Writing {
  readonly page: Page;
  readonly output: Sheet;
  /** The part of a differing line that is replaced: single words and cells, or the whole line. */
  readonly unit: 'word' | 'line';
  readonly rewriting: Rewriting;
}

/** Writes new printed lines, step by step. */
class PageWriter {
  readonly #page: Page;
  readonly #output: Sheet;
  readonly #unit: 'word' | 'line';
  readonly #rewriting: Rewriting;
  readonly #lines: string[] = [];
  readonly #tables: OpenTable[] = [];

  constructor({ page, output, unit, rewriting }: Writing) {
    this.#page = page;
    this.#output = output;
    this.#unit = unit;
    this.#rewriting = rewriting;
  }

  write(steps: readonly Step[]): string[] {
    for (const step of steps) this.#take(step);
    for (const { headLine, headAt, page, columns, rows } of this.#tables) {
      const laidOut = layOut({ headLine, heads: page, columns, rows: rows.map(({ row }) => row) });
      this.#lines[headAt] = laidOut.head;
      for (const [index, { at }] of rows.entries()) this.#lines[at] = laidOut.rows[index]!;
    }
    return this.#rewriting.fill === 'elision' ? withoutDoubledElisions(this.#lines) : this.#lines;
  }

  #take(step: Step): void {
    switch (step.op) {
      case 'gap':
        this.#lines.push(this.#page.raw[step.page]!);
        return;
      case 'drop':
        if (this.#rewriting.fill === 'elision') this.#lines.push(elision);
        return;
      case 'add':
        this.#add(step.actual);
        return;
      case 'pair':
        this.#pair(step.page, step.actual);
    }
  }

  #add(line: number): void {
    const { fill } = this.#rewriting;
    const open = this.#unit === 'word' ? this.#openTable(undefined, this.#output.rowOf[line]) : undefined;
    const row = fill === 'real' && open ? newRow(this.#output.raw[line]!, open, this.#rewriting) : undefined;
    if (open && row) this.#putRow(open, row);
    else this.#lines.push(this.#newLine(line));
  }

  #pair(index: number, line: number): void {
    const started = this.#unit === 'word' ? this.#startedTable(index, line) : undefined;
    if (started) {
      this.#tables.push(started);
      this.#lines.push('');
      return;
    }
    const open = this.#openTable(this.#page.rowOf[index], this.#output.rowOf[line]);
    const [text, actual] = [this.#page.raw[index]!, this.#output.raw[line]!];
    const row = open && changedRow(text, actual, open, this.#rewriting);
    if (open && row) this.#putRow(open, row);
    else this.#lines.push(this.#changedLine(index, line));
  }

  #putRow(open: OpenTable, row: Row): void {
    open.rows.push({ at: this.#lines.length, row });
    this.#lines.push('');
  }

  #newLine(line: number): string {
    return this.#rewriting.fill === 'elision' ? elision : realLine(this.#output, line, this.#rewriting);
  }

  #changedLine(index: number, line: number): string {
    const [page, output] = [this.#page, this.#output];
    if (lineFits({ page, index, output, line }, this.#rewriting.ledger)) return page.raw[index]!;
    const [text, actual] = [page.raw[index]!, output.raw[line]!];
    const hasMarks = page
      .pattern(index)
      .pieces.some(
        (piece) =>
          piece.kind === 'elision' || (piece.kind === 'value' && piece.value.sample.startsWith('{{')),
      );
    const isText = !page.rowOf[index] && !output.rowOf[line];
    return this.#unit === 'word' && isText && (hasMarks || likeness(text, actual) >= alikeFrom)
      ? rewriteText(text, actual, this.#rewriting)
      : this.#newLine(line);
  }

  /** Returns the tables of two lines that are both head lines. Their rows come next. */
  #startedTable(index: number, line: number): OpenTable | undefined {
    const table = this.#page.tables.find(({ head }) => head === index);
    const actualTable = this.#output.tables.find(({ head }) => head === line);
    if (!table || !actualTable) return undefined;
    const heads = headsBeside(table, actualTable);
    return {
      ...heads,
      columns: columnsOf(heads.page, heads.actual),
      headLine: this.#page.raw[index]!,
      table,
      actualTable,
      headAt: this.#lines.length,
      rows: [],
    };
  }

  /** Returns the table that was started last, if the lines are rows of it. */
  #openTable(table: Table | undefined, actualTable: Table | undefined): OpenTable | undefined {
    const open = this.#tables.at(-1);
    return open && actualTable === open.actualTable && (table === undefined || table === open.table)
      ? open
      : undefined;
  }
}

function withoutDoubledElisions(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line.trim() !== elision || lines[index - 1]?.trim() !== elision);
}

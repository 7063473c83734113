import { describe, expect, test } from 'vitest';
import { describe as sentence } from '../../../runner/match/index.ts';
import { accepts, ask } from '../ask.ts';
import { clusterObjects } from './kubectl-kinds/cluster-objects.ts';
import { istioAndTools } from './kubectl-kinds/istio-and-tools.ts';
import type { Change } from './kubectl-kinds/kind.ts';
import { workloadsAndNetwork } from './kubectl-kinds/workloads-and-network.ts';

interface Grid {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads the cells by the places of the heads. */
function gridOf(table: string): Grid {
  const [head = '', ...rows] = table.split('\n');
  const starts = [...head.matchAll(/\S+(?: \S+)*/g)].map(({ index }) => index);
  const cells = (line: string) => starts.map((start, column) => line.slice(start, starts[column + 1]).trim());
  return { heads: cells(head), rows: rows.map(cells) };
}

/** The table as kubectl pads it. */
function printed({ heads, rows }: Grid): string {
  const widths = heads.map(
    (_, column) => Math.max(...[heads, ...rows].map((row) => row[column]!.length)) + 3,
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('')
      .trimEnd();
  return `${[heads, ...rows].map(line).join('\n')}\n`;
}

function changed({ heads, rows }: Grid, [head, cell]: Change): string {
  if (!heads.includes(head)) throw new Error(`No column ${head} among ${heads.join(', ')}`);
  return printed({ heads, rows: rows.with(-1, rows.at(-1)!.with(heads.indexOf(head), cell)) });
}

const kinds = [...workloadsAndNetwork, ...clusterObjects, ...istioAndTools];

describe.each(kinds)('docs and table mode: %s', (_, table, accepted, rejected) => {
  const grid = gridOf(table);
  const outer = grid.heads.includes('NAMESPACE') ? 'CONTEXT' : 'NAMESPACE';
  const inNamespace: Grid = {
    heads: [outer, ...grid.heads],
    rows: grid.rows.map((row) => ['default', ...row]),
  };
  const modes = ['docs', 'table'] as const;

  test('accept the same table, also with other padding and with namespaces', () => {
    for (const mode of modes) {
      expect(ask(mode, table, table).reasons).toEqual([]);
      expect(ask(mode, table, printed(grid)).reasons).toEqual([]);
      expect(ask(mode, printed(inNamespace), printed(inNamespace)).reasons).toEqual([]);
      expect(
        accepts(
          mode,
          printed(inNamespace),
          printed({ ...inNamespace, rows: inNamespace.rows.map((row) => row.with(0, 'other')) }),
        ),
      ).toBe(false);
    }
  });
  test.each(accepted)('accept another cell: %s %s', (...change) => {
    for (const mode of modes) expect(ask(mode, table, changed(grid, change)).reasons).toEqual([]);
    expect(ask('docs', printed(inNamespace), changed(inNamespace, change)).reasons).toEqual([]);
  });
  test.each(rejected)('reject another cell: %s %j', (...change) => {
    for (const mode of modes) {
      const { matches, reasons } = ask(mode, table, changed(grid, change));
      expect(matches).toBe(false);
      expect(reasons.length).toBeGreaterThan(0);
    }
    expect(accepts('docs', printed(inNamespace), changed(inNamespace, change))).toBe(false);
  });
  test('reject a table with a row or a column more or less', () => {
    const { heads, rows } = grid;
    const gained: Grid = { heads: [...heads, 'NEW'], rows: rows.map((row) => [...row, 'x']) };
    const lost: Grid = { heads: heads.slice(0, -1), rows: rows.map((row) => row.slice(0, -1)) };
    for (const mode of modes) {
      expect(accepts(mode, table, printed({ heads, rows: [] }))).toBe(false);
      expect(accepts(mode, table, printed({ heads, rows: [...rows, rows.at(-1)!] }))).toBe(false);
      expect(ask(mode, table, printed(gained)).reasons.map(sentence)).toContain(
        "the output's table has a column NEW, the page's table does not",
      );
      if (lost.heads.length < 2) continue;
      expect(ask(mode, table, printed(lost)).reasons.map(sentence)).toContain(
        `the page's table has a column ${heads.at(-1)}, the output's table does not`,
      );
    }
  });
});

test('docs mode: compares the tables of kubectl get all', () => {
  const all = (hash: string, ip: string, ready: string) =>
    [
      `NAME                         READY   STATUS    RESTARTS   AGE\npod/sleep-${hash}   ${ready}     ` +
        'Running   0          5m\n',
      'NAME            TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nservice/sleep   ClusterIP ' +
        `  ${ip}   <none>        80/TCP    5m\n`,
      'NAME                    READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/sleep   1/1     1 ' +
        '           1           5m\n',
    ].join('\n');
  const page = all('66c8d79ff5-8tqrl', '10.96.1.22', '1/1');
  expect(ask('docs', page, all('7bc4b9d6c5-x2x9z', '10.96.7.99', '1/1')).reasons).toEqual([]);
  expect(ask('docs', page, all('7bc4b9d6c5-x2x9z', '10.96.7.99', '0/1')).reasons.map(sentence)).toEqual([
    'row pod/sleep-66c8d79ff5-8tqrl, column READY: the page says 1/1, the output says 0/1',
  ]);
});

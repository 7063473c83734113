import type { Comparison, Reason } from '../../src/guide/outcome.ts';
import { formatName } from './explain/render/describe.ts';

/**
 * Columns of kubectl's tables that show what was applied. Controllers do not change them while the row
 * exists. Sources: the columns of k8s.io/kubernetes/pkg/printers/internalversion and of Istio's CRDs.
 */
const appliedColumns = new Set(
  (
    'TYPE CLUSTER-IP PORT(S) SELECTOR CONTAINERS IMAGES HOSTS HOST LOCATION RESOLUTION GATEWAYS ' +
    'SCHEDULE CLASS ROLE MODE ACTION PROVIDER ' +
    'PROVISIONER RECLAIMPOLICY VOLUMEBINDINGMODE ADDRESSTYPE'
  ).split(' '),
);

/** Paths of values that never change while the object exists. */
const identityPath = /^\.?(?:apiVersion|kind|metadata\.(?:name|namespace))$/;

/** The exit statuses of bash if a program is not executable or not found. */
const noSuchProgram = new Set(['126', '127']);

/** The message of kubectl, helm and istioctl about a command line that they cannot parse. */
const wrongCall = /^(?:error: |Error: )?unknown (?:shorthand )?(?:flag|command)\b/im;

type Shown = { readonly reasons: readonly Reason[]; readonly comparison?: Comparison };

/**
 * Whether no later output of the same command can match: the command line is wrong, the expectation has a
 * hole, a column is extra, or a value changes only with a new `apply`. False whenever the cluster may still
 * change it.
 */
export function isLasting(answer: Shown, actual: string): boolean {
  return whyLasting(answer, actual) !== undefined;
}

/** Why no later output can match, as text after "because". Undefined: a later output may match. */
export function whyLasting({ reasons, comparison }: Shown, actual: string): string | undefined {
  const isOneTable = comparison?.kind === 'table' && !comparison.columns.includes('LAST SEEN');
  for (const reason of reasons) {
    const why = whyReasonLasts(reason, { all: reasons, isOneTable, actual });
    if (why !== undefined) return why;
  }
  return undefined;
}

function whyReasonLasts(
  reason: Reason,
  {
    all,
    isOneTable,
    actual,
  }: { readonly all: readonly Reason[]; readonly isOneTable: boolean; readonly actual: string },
): string | undefined {
  switch (reason.code) {
    case 'exit':
      if (noSuchProgram.has(reason.actual)) return 'waiting does not install a program';
      return reason.actual !== '0' && wrongCall.test(actual) ? 'the command line is wrong' : undefined;
    case 'invalid':
      return 'the page prints nothing that an output could match';
    case 'not-parsed':
      return reason.side === 'page'
        ? `the printed output of the page is no ${formatName(reason.format)}`
        : undefined;
    case 'missing-column':
    case 'extra-column':
      return all.every(({ code }) => code === 'missing-column' || code === 'extra-column')
        ? 'waiting does not change the columns of a table'
        : undefined;
    case 'line':
      return isHeadInOtherOrder(reason) ? 'waiting does not change the columns of a table' : undefined;
    case 'cell':
      if (!isOneTable || !appliedColumns.has(reason.column) || !all.every(({ code }) => code === 'cell'))
        return undefined;
      return `column ${reason.column} shows what was applied, and waiting does not change it`;
    case 'value':
      return identityPath.test(reason.path) ? `waiting does not change ${reason.path}` : undefined;
    default:
      return undefined;
  }
}

/** Whether both lines are table heads with the same columns in another order. */
function isHeadInOtherOrder({
  expected,
  actual,
}: {
  readonly expected: string;
  readonly actual: string;
}): boolean {
  const words = (text: string) => text.trim().split(/\s+/);
  const [page, output] = [words(expected), words(actual)];
  const isHead = page.length > 1 && page.every((word) => /^[A-Z][A-Z0-9()/_-]*$/.test(word));
  return (
    isHead && page.join(' ') !== output.join(' ') && page.toSorted().join(' ') === output.toSorted().join(' ')
  );
}

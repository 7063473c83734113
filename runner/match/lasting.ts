import type { Comparison, Reason } from '../../src/guide/outcome.ts';

/**
 * Columns of kubectl's tables that come from what was applied, not from what controllers do with it: for a row that is
 * there they stay as they are (the columns of k8s.io/kubernetes/pkg/printers/internalversion and of Istio's CRDs).
 */
const appliedColumns = new Set(
  (
    'TYPE CLUSTER-IP PORT(S) SELECTOR CONTAINERS IMAGES HOSTS HOST LOCATION RESOLUTION GATEWAYS SCHEDULE CLASS ROLE MODE ACTION PROVIDER ' +
    'PROVISIONER RECLAIMPOLICY VOLUMEBINDINGMODE ADDRESSTYPE'
  ).split(' '),
);

/** Values of a manifest that never change while the object lives. */
const identityPath = /^\.?(?:apiVersion|kind|metadata\.(?:name|namespace))$/;

/** bash's own answers: not executable, not found. */
const noSuchProgram = new Set(['126', '127']);

/** What kubectl, helm and istioctl answer to a command line that they cannot read. */
const wrongCall = /^(?:error: |Error: )?unknown (?:shorthand )?(?:flag|command)\b/im;

/**
 * Whether no later answer to the same question could match, for what one answer showed: a wrong call, a hole in the
 * expectation, a column too many, a value that nothing but a new `apply` changes. Never a guess: anything a cluster may
 * still come to is not lasting.
 */
export function isLasting({ reasons, comparison }: { readonly reasons: readonly Reason[]; readonly comparison?: Comparison }, actual: string): boolean {
  const isOneTable = comparison?.kind === 'table' && !comparison.columns.includes('LAST SEEN');
  return reasons.some((reason) => staysSo(reason, { all: reasons, isOneTable, actual }));
}

function staysSo(
  reason: Reason,
  { all, isOneTable, actual }: { readonly all: readonly Reason[]; readonly isOneTable: boolean; readonly actual: string },
): boolean {
  switch (reason.code) {
    case 'exit':
      return noSuchProgram.has(reason.actual) || (reason.actual !== '0' && wrongCall.test(actual));
    case 'invalid':
      return true;
    case 'not-parsed':
      return reason.side === 'page';
    case 'missing-column':
    case 'extra-column':
      return all.every(({ code }) => code === 'missing-column' || code === 'extra-column');
    case 'cell':
      return isOneTable && appliedColumns.has(reason.column) && all.every(({ code }) => code === 'cell');
    case 'value':
      return identityPath.test(reason.path);
    default:
      return false;
  }
}

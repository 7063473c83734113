import type { Guide } from '../../src/guide/model.ts';
import type { Warning } from '../../src/guide/problem.ts';
import { lostCommands } from './lost-commands.ts';
import { missingFiles } from './missing-files.ts';
import { noCleanup } from './no-cleanup.ts';
import type { Rule } from './rule.ts';
import { typographicMarks } from './typographic-marks.ts';
import { contextNamespaces, nothingDeclared } from './undeclared.ts';
import { unquotedExpansion } from './unquoted-expansion.ts';
import { unsetVariables } from './unset-variables.ts';

const rules: readonly Rule[] = [
  unsetVariables,
  lostCommands,
  contextNamespaces,
  nothingDeclared,
  missingFiles,
  noCleanup,
  unquotedExpansion,
  typographicMarks,
];

/** The warnings about a guide without problems, in page order. */
export function warningsOf(guide: Guide): Warning[] {
  return rules
    .flatMap((rule) => rule(guide).map((warning) => ({ file: guide.file, ...warning })))
    .sort((a, b) => a.line - b.line);
}

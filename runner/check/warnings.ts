import type { Guide } from '../../src/guide/model.ts';
import type { Warning } from '../../src/guide/problem.ts';
import { lostCommands } from './lost-commands.ts';
import { contextNamespaces, nothingDeclared } from './undeclared.ts';
import { unsetVariables } from './unset-variables.ts';

/** A kind of mistake that authors make in sound guides. */
type Rule = (guide: Guide) => readonly Omit<Warning, 'file'>[];

const rules: readonly Rule[] = [lostCommands, unsetVariables, contextNamespaces, nothingDeclared];

/** What is probably a mistake in a guide without problems, in page order. */
export function warningsOf(guide: Guide): Warning[] {
  return rules.flatMap((rule) => rule(guide).map((warning) => ({ file: guide.file, ...warning }))).sort((a, b) => a.line - b.line);
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadGuides } from '../../runner/check/load-guides.ts';
import { guideFile } from '../support/guides/guide-file.ts';
import { fence } from '../support/guides/guide-text.ts';

/** A guide that declares the namespace team-a. */
export const teamA = '{namespaces: [team-a]}';

/**
 * The messages of `check` about a guide with this one step, whose fence is at line 6 and whose first command
 * is at line 7.
 */
export function undeclaredMessages(
  commands: string,
  front = teamA,
  files: Readonly<Record<string, string>> = {},
): string[] {
  const { file } = guideFile([fence(commands, 'id=s')], { guide: front });
  for (const [name, text] of Object.entries(files)) {
    const path = join(file.replace(/\.mdx$/, '.files'), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const [{ problems, warnings } = { problems: [], warnings: [] }] = loadGuides([file]);
  const own = warnings.filter(({ code }) =>
    ['undeclared-write', 'context-namespace', 'nothing-declared'].includes(code),
  );
  return [
    ...problems.map((each) => ({ ...each, is: 'problem' })),
    ...own.map((each) => ({ ...each, is: 'warning' })),
  ].map(({ is, line, code, message }) => `${is} ${line} ${code}: ${message}`);
}

/** The manifest of an object. Without `namespace`, it names no namespace. */
export const manifest = (kind: string, name: string, namespace?: string, apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ` +
  `${name}${namespace === undefined ? '' : `\n  namespace: ${namespace}`}`;

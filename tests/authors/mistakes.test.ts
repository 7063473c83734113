import { describe, expect, test } from 'vitest';
import { loadGuides } from '../../runner/check/load-guides.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { messagesOf, writePages } from './messages.ts';
import { pageOf } from './mistake.ts';
import { clusters } from './mistakes/clusters.ts';
import { commands } from './mistakes/commands.ts';
import { fences } from './mistakes/fences.ts';
import { files } from './mistakes/files.ts';
import { frontMatter } from './mistakes/front-matter.ts';
import { matching } from './mistakes/matching.ts';
import { mdx } from './mistakes/mdx.ts';
import { options } from './mistakes/options.ts';
import { running } from './mistakes/running.ts';
import { variables } from './mistakes/variables.ts';
import { vanishedCommands } from './vanished-commands.ts';

const mistakes = [
  ...frontMatter,
  ...options,
  ...fences,
  ...commands,
  ...matching,
  ...mdx,
  ...files,
  ...variables,
  ...clusters,
  ...running,
];
const isProblem = (text: string) => !/^\d+: warning: /.test(text);

/** The part of a sentence that says what to do begins with one of these words. */
const remedies =
  /(?:^|[.;:,] |\bor )(?:If [^.]*?, |Then |`[^`]*`: )?(?:Add|Begin|Choose|Close|Correct|Delete|Did you mean|Drop|Finish|Give|Import|Indent|Keep|Known options|Leave|Move|Name|Print|Put|Quote|Rename|Save|Separate|Set|Split|Start|Use|Write|add|choose|correct|delete|drop|let|print|put|say|write)\b/;

describe('authors’ mistakes', () => {
  test('`check` and `test` say these sentences and no others', { timeout: 120_000 }, async () => {
    const { all, refusal } = await messagesOf(mistakes, writePages(mistakes, temporaryFolder()));
    const expected = mistakes.map(({ name, check, test: pass = [] }) => ({
      name,
      check,
      test: check.some(isProblem) ? check : pass,
    }));
    expect(mistakes.map(({ name }, at) => ({ name, ...all[at] }))).toEqual(expected);
    expect(refusal).toBe(
      `${mistakes.flatMap(({ check }) => check).filter(isProblem).length} faults; no guide was run. ` +
        '[guide-faults]',
    );
  });

  test('there are more than a hundred mistakes, `check` or `test` reports each, and no two are alike', () => {
    expect(mistakes.length).toBeGreaterThan(100);
    expect(mistakes.filter(({ check, test: pass = [] }) => check.length + pass.length === 0)).toEqual([]);
    expect(new Set(mistakes.map(({ name }) => name)).size).toBe(mistakes.length);
    expect(new Set(mistakes.map(pageOf)).size).toBeGreaterThanOrEqual(mistakes.length - files.length);
  });

  test('each sentence of `check` names a line of the page, and says what to do', () => {
    const bad = mistakes.flatMap((mistake) => {
      const last = pageOf(mistake).split('\n').length - 1;
      return mistake.check.filter((text) => {
        const [, line, sentence = ''] = /^(\d+): (?:warning: )?(.*) \[[a-z-]+\]$/s.exec(text) ?? [];
        return !(Number(line) >= 1 && Number(line) <= last && remedies.test(sentence));
      });
    });
    expect(bad).toEqual([]);
  });

  test('no command of a page is lost: each is a command of the guide, or a message names its line', () => {
    const lost = loadGuides(writePages(mistakes, temporaryFolder())).flatMap((loaded, at) => {
      const mistake = mistakes[at];
      const lines = mistake ? vanishedCommands(pageOf(mistake), loaded) : [];
      return lines.map((line) => `${mistake?.name}: line ${line}`);
    });
    expect(lost).toEqual([]);
  });

  test('no command runs on another cluster: `check` and `test` refuse each page that has one', () => {
    expect(clusters.length).toBeGreaterThan(0);
    expect(clusters.filter(({ check }) => !check.some(isProblem))).toEqual([]);
  });

  test('no command runs with an empty variable: where `check` warns of one, `test` says that it was not run', () => {
    const unset = variables.filter(({ check, test: pass }) => pass && !check.some(isProblem));
    expect(unset.length).toBeGreaterThan(8);
    for (const { name, test: pass = [] } of unset) {
      expect(
        pass.filter((line) =>
          /was not run because `\$\w+` has no value|It needs \w+, which has not passed/.test(line),
        ),
        name,
      ).toHaveLength(1);
      expect(
        pass.filter((line) => /^\s+[-+] /.test(line)),
        name,
      ).toEqual([]);
    }
  });
});

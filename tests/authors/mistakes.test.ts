import { describe, expect, test } from 'vitest';
import { loadGuides } from '../../runner/check/load-guides.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';
import { messagesAbout, writePages } from './messages.ts';
import { pageOf } from './mistake.ts';
import { clusters } from './mistakes/clusters.ts';
import { commands } from './mistakes/commands.ts';
import { fences } from './mistakes/fences.ts';
import { files } from './mistakes/files.ts';
import { frontMatter } from './mistakes/front-matter.ts';
import { leaving } from './mistakes/leaving.ts';
import { matching } from './mistakes/matching.ts';
import { mdx } from './mistakes/mdx.ts';
import { options } from './mistakes/options.ts';
import { prompts } from './mistakes/prompts.ts';
import { running } from './mistakes/running.ts';
import { variables } from './mistakes/variables.ts';
import { vanishedCommands } from './vanished-commands.ts';

const mistakes = [
  ...frontMatter,
  ...options,
  ...fences,
  ...prompts,
  ...commands,
  ...matching,
  ...mdx,
  ...files,
  ...variables,
  ...clusters,
  ...running,
  ...leaving,
];
const isProblem = (text: string) => !/^\d+: warning: /.test(text);

/** The part of a message that says what to do begins with one of these words. */
const verbs = [
  ...'Add Begin Choose Close Correct Delete Drop Finish Give Import Indent Keep Leave Move Name'.split(' '),
  ...'Print Put Quote Rename Save Separate Set Split Start Use Write'.split(' '),
  ...'add choose correct delete drop let print put say write'.split(' '),
  ...['Did you mean', 'Known options'],
];
const beginning = /(?:^|[.;:,] |\bor )(?:If [^.]*?, |Then |`[^`]*`: )?/;
const remedies = new RegExp(`${beginning.source}(?:${verbs.join('|')})\\b`);

describe('authors’ mistakes', () => {
  test('`check` and `test` print exactly these messages', { timeout: 120_000 }, async () => {
    const { all, refusal } = await messagesAbout(mistakes, writePages(mistakes, temporaryFolder()));
    const expected = mistakes.map(({ name, check, test: pass = [] }) => ({
      name,
      check,
      test: check.some(isProblem) ? check : pass,
    }));
    expect(mistakes.map(({ name }, at) => ({ name, ...all[at] }))).toEqual(expected);
    expect(refusal).toBe(
      `${mistakes.flatMap(({ check }) => check).filter(isProblem).length} problems; no guide was run. ` +
        '[guide-faults]',
    );
  });

  test('`check` or `test` reports each of more than a hundred different mistakes', () => {
    expect(mistakes.length).toBeGreaterThan(100);
    expect(mistakes.filter(({ check, test: pass = [] }) => check.length + pass.length === 0)).toEqual([]);
    expect(new Set(mistakes.map(({ name }) => name)).size).toBe(mistakes.length);
    expect(new Set(mistakes.map(pageOf)).size).toBeGreaterThanOrEqual(mistakes.length - files.length);
  });

  test('each message of `check` names a line of the page and says what to do', () => {
    const bad = mistakes.flatMap((mistake) => {
      const last = pageOf(mistake).split('\n').length - 1;
      return mistake.check.filter((text) => {
        const [, line, sentence = ''] = /^(\d+): (?:warning: )?(.*) \[[a-z-]+\]$/s.exec(text) ?? [];
        return !(Number(line) >= 1 && Number(line) <= last && remedies.test(sentence));
      });
    });
    expect(bad).toEqual([]);
  });

  test('each command of a page is a command of the guide, or a message names its line', () => {
    const lost = loadGuides(writePages(mistakes, temporaryFolder())).flatMap((loaded, at) => {
      const mistake = mistakes[at];
      const lines = mistake ? vanishedCommands(pageOf(mistake), loaded) : [];
      return lines.map((line) => `${mistake?.name}: line ${line}`);
    });
    expect(lost).toEqual([]);
  });

  test('`check` and `test` refuse each page with a command for another cluster', () => {
    expect(clusters.length).toBeGreaterThan(0);
    expect(clusters.filter(({ check }) => !check.some(isProblem))).toEqual([]);
  });

  test('`test` does not run a command with an empty variable, and says so', () => {
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

import type { LinePart, NeverRan, Reason, Why } from '../../../../src/guide/outcome.ts';
import { counted } from '../../../../src/guide/text/counted.ts';
import { mask } from '../../../../src/guide/text/mask.ts';
import { cutEnd, cutPair, lineDifference } from './line-difference.ts';

/**
 * One sentence for the user: which cell or line differs, what the page says and what the output says. If a
 * secret is masked, also says what to print in its place.
 */
export function describe(reason: Reason): string {
  const isMasked = 'expected' in reason && reason.expected.includes(mask);
  const sentence = sentenceOf(reason);
  if (!isMasked) return sentence;
  const advice = `Guiderail shows a secret as ${mask} but compares its real value`;
  return `${sentence}; ${advice}, so print {{any}} in its place`;
}

function sentenceOf(reason: Reason): string {
  switch (reason.code) {
    case 'exit':
      return (
        (reason.asPrinted
          ? 'the output is as printed, but the exit status is'
          : 'the command ended with exit status') +
        ` ${reason.actual}${whyNeverRan(reason)}; the page expects ${reason.expected}`
      );
    case 'unstable':
      return (
        `it matched ${counted(Number(reason.actual), 'time')} in a row; the step asks for ` +
        `${reason.expected}`
      );
    case 'cell': {
      const [expected, actual] = bothCut(reason);
      return (
        `row ${short(reason.row)}, column ${reason.column}: the page says ${shown(expected)}, the output ` +
        `says ${shown(actual)}${because(reason.why)}`
      );
    }
    case 'missing-row':
      return `row ${short(reason.row)} of page line ${reason.pageLine} is missing from the output`;
    case 'extra-row':
      return `row ${short(reason.row)} of the output (line ${reason.actualLine}) is not on the page`;
    case 'moved-row':
      return (
        `row ${short(reason.row)} of page line ${reason.pageLine} is elsewhere in the output: ` +
        `${reason.actual}`
      );
    case 'missing-column':
      return `the page's table has a column ${reason.column}, the output's table does not`;
    case 'extra-column':
      return `the output's table has a column ${reason.column}, the page's table does not`;
    case 'line': {
      const [expected, actual] = bothCut(reason);
      return (
        `output line ${reason.actualLine}: the page says ${quoted(expected)} (line ${reason.pageLine}), ` +
        `the output says ${quoted(actual)}${because(reason.why)}`
      );
    }
    case 'missing-line':
      return (
        `the page says ${quoted(short(reason.expected))} (line ${reason.pageLine}), the output has no ` +
        'such line'
      );
    case 'extra-line':
      return (
        `the output says ${quoted(short(reason.actual))} (line ${reason.actualLine}), the page has no ` +
        'such line'
      );
    case 'present-line':
      return (
        `the page says that ${quoted(short(reason.expected))} is absent (line ${reason.pageLine}), the ` +
        `output has it: ${quoted(short(reason.actual))} (line ${reason.actualLine})`
      );
    case 'value': {
      const [expected, actual] = bothCut(reason);
      return (
        `${reason.path === '' ? 'the value' : short(reason.path)}: the page says ${shown(expected)}, the ` +
        `output says ${shown(actual)}${because(reason.why)}`
      );
    }
    case 'not-parsed':
      return (
        `${reason.side === 'page' ? 'the printed output of the page' : 'the output'} is no ` +
        `${formatName(reason.format)}: ${short(reason.detail)}`
      );
    case 'not-run':
      return reason.detail;
    case 'invalid':
      return `the page's expectation (line ${reason.pageLine}) cannot be judged: ${reason.detail}`;
  }
}

/** A format as people write it: table, JSON or YAML. */
export function formatName(format: 'json' | 'yaml' | 'table'): string {
  return format === 'table' ? 'table' : format.toUpperCase();
}

function whyNeverRan({
  neverRan,
  expected,
}: {
  readonly neverRan?: NeverRan;
  readonly expected: string;
}): string {
  if (neverRan === undefined) return '';
  const why = { 'not-found': 'there is no such program', 'not-executable': 'the program could not be run' }[
    neverRan
  ];
  return ` because ${why}${expected === 'nonzero' ? ', not because it failed' : ''}`;
}

function because(why: Why): string {
  switch (why.kind) {
    case 'literal':
      return '';
    case 'type':
      return why.type === 'pattern'
        ? ', which the pattern does not accept'
        : `: ${shown(short(why.actual))} is not of the type ${why.type}, as ${short(why.expected)} is`;
    case 'binding': {
      const since = why.since > 0 ? ` since page line ${why.since}` : '';
      if (why.bound === why.actual)
        return (
          `: ${short(why.bound)} is already the value of ${short(why.sample)}${since}, and two different ` +
          'samples of the page stand for two different values'
        );
      return `: ${short(why.sample)} stands for ${short(why.bound)}${since}, not for ${short(why.actual)}`;
    }
  }
}

const charsAtMost = 160;

function short(text: string): string {
  return text.length > charsAtMost ? `${cutEnd(text, charsAtMost)} (${text.length} characters)` : text;
}

/** The texts of the page and of the output, cut around the differences. */
function bothCut({
  expected,
  actual,
}: {
  readonly expected: string;
  readonly actual: string;
}): readonly [string, string] {
  const pair = cutPair(lineDifference(expected, actual), charsAtMost);
  return [whole(pair.page, expected), whole(pair.actual, actual)];
}

function whole(parts: readonly LinePart[], text: string): string {
  const joined = parts.map((part) => part.text).join('');
  return joined === text ? text : `${joined} (${text.length} characters)`;
}

function shown(text: string): string {
  return text === '' ? 'nothing' : text;
}

function quoted(text: string): string {
  return text === '' ? 'an empty line' : `"${text}"`;
}

import { mask } from '../../src/guide/mask.ts';
import type { NeverRan, Reason, Why } from '../../src/guide/outcome.ts';

/** One plain sentence for people: which cell or line, what the page says and what the output says; if that is masked, what to print. */
export function describe(reason: Reason): string {
  const isMasked = 'expected' in reason && reason.expected.includes(mask);
  return `${sentenceOf(reason)}${isMasked ? `; Guiderail shows a secret as ${mask} but compares its real value, so print {{any}} in its place` : ''}`;
}

function sentenceOf(reason: Reason): string {
  switch (reason.code) {
    case 'exit':
      return `the command ended with exit status ${reason.actual}${whyNeverRan(reason.neverRan)}; the page expects ${reason.expected}`;
    case 'unstable':
      return `it matched ${reason.actual} ${reason.actual === '1' ? 'time' : 'times'} in a row; the step asks for ${reason.expected}`;
    case 'cell':
      return `row ${short(reason.row)}, column ${reason.column}: the page says ${shown(reason.expected)}, the output says ${shown(reason.actual)}${because(reason.why)}`;
    case 'missing-row':
      return `row ${short(reason.row)} of page line ${reason.pageLine} is missing from the output`;
    case 'extra-row':
      return `row ${short(reason.row)} of the output (line ${reason.actualLine}) is not on the page`;
    case 'moved-row':
      return `row ${short(reason.row)} of page line ${reason.pageLine} stands elsewhere in the output: ${reason.actual}`;
    case 'missing-column':
      return `the page's table has a column ${reason.column}, the output's has none`;
    case 'extra-column':
      return `the output's table has a column ${reason.column} that the page's has not`;
    case 'line':
      return `output line ${reason.actualLine}: the page says ${quoted(reason.expected)} (line ${reason.pageLine}), the output says ${quoted(reason.actual)}${because(reason.why)}`;
    case 'missing-line':
      return `the page says ${quoted(reason.expected)} (line ${reason.pageLine}), the output has no such line`;
    case 'extra-line':
      return `the output says ${quoted(reason.actual)} (line ${reason.actualLine}), the page has no such line`;
    case 'present-line':
      return `the page says that ${quoted(reason.expected)} is absent (line ${reason.pageLine}), the output has it: ${quoted(reason.actual)} (line ${reason.actualLine})`;
    case 'value':
      return `${reason.path === '' ? 'the value' : short(reason.path)}: the page says ${shown(reason.expected)}, the output says ${shown(reason.actual)}${because(reason.why)}`;
    case 'not-parsed':
      return `${reason.side === 'page' ? 'the printed output of the page' : 'the output'} is no ${reason.format === 'table' ? 'table' : reason.format.toUpperCase()}: ${short(reason.detail)}`;
    case 'not-run':
      return reason.detail;
    case 'invalid':
      return `the page's expectation (line ${reason.pageLine}) cannot be judged: ${reason.detail}`;
  }
}

function whyNeverRan(why: NeverRan | undefined): string {
  switch (why) {
    case undefined:
      return '';
    case 'not-found':
      return ' because there is no such program, not because it failed';
    case 'not-executable':
      return ' because the program could not be run, not because it failed';
  }
}

function because(why: Why): string {
  switch (why.kind) {
    case 'literal':
      return '';
    case 'type':
      return why.type === 'pattern' ? ', which the pattern does not accept' : `: ${shown(why.actual)} is no ${why.type} as ${short(why.expected)} is`;
    case 'binding': {
      const since = why.since > 0 ? ` since page line ${why.since}` : '';
      if (why.bound === why.actual) return `: ${short(why.bound)} already stands for ${short(why.sample)}${since}, and two names of the page are two things`;
      return `: ${short(why.sample)} stands for ${short(why.bound)}${since}, not for ${short(why.actual)}`;
    }
  }
}

const charsAtMost = 160;

function short(text: string): string {
  return text.length > charsAtMost ? `${text.slice(0, charsAtMost)}… (${text.length} characters)` : text;
}

function shown(text: string): string {
  return text === '' ? 'nothing' : short(text);
}

function quoted(text: string): string {
  return text === '' ? 'an empty line' : `"${short(text)}"`;
}

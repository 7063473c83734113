import type { Why } from '../../../src/guide/outcome.ts';
import { Ledger } from './ledger.ts';
import { fits, valueAt, valueEnd } from './match-text.ts';
import type { Pattern } from './pattern.ts';
import type { Value } from './values/value.ts';

/** Why a text of the output does not fit the pattern, by the first piece that does not fit. */
export function whyNot(pattern: Pattern, text: string, ledger: Ledger): Why {
  const mark = ledger.mark();
  const why = firstMisfit(pattern, text, ledger) ??
    conflictAnywhere(pattern, text, ledger) ?? { kind: 'literal' };
  ledger.undo(mark);
  return why;
}

function firstMisfit(pattern: Pattern, text: string, ledger: Ledger): Why | undefined {
  let place = 0;
  for (const piece of pattern.pieces) {
    switch (piece.kind) {
      case 'text':
        if (!text.startsWith(piece.text, place)) return undefined;
        place += piece.text.length;
        break;
      case 'elision':
        return undefined;
      case 'value': {
        if (piece.value.elastic) return undefined;
        const end = valueEnd(piece.value, { text, from: place, ledger, pageLine: 0 });
        if (end < 0)
          return (
            conflict(piece.value, valueAt(piece.value, text, place), ledger) ?? {
              kind: 'type',
              type: piece.value.type,
              expected: piece.value.sample,
              actual: wordAt(text, place),
            }
          );
        place = end;
      }
    }
  }
  return undefined;
}

/** If the text would fit without bindings: the first binding that prevents it. */
function conflictAnywhere(pattern: Pattern, text: string, ledger: Ledger): Why | undefined {
  if (!fits(pattern, text, Ledger.free(), 0)) return undefined;
  for (const piece of pattern.pieces) {
    if (piece.kind !== 'value' || !piece.value.identity) continue;
    const bound = ledger.bound(piece.value.identity.key);
    if (!bound || text.includes(bound.value)) continue;
    return conflict(piece.value, firstOf(piece.value, text), ledger);
  }
  return undefined;
}

function conflict(value: Value, actual: string | undefined, ledger: Ledger): Why | undefined {
  if (!value.identity || actual === undefined) return undefined;
  const bound = ledger.bound(value.identity.key);
  if (bound && bound.value !== actual)
    return { kind: 'binding', sample: value.sample, bound: bound.value, actual, since: bound.pageLine };
  const owner = ledger.ownerOf(value.identity, actual);
  if (owner === undefined) return undefined;
  return {
    kind: 'binding',
    sample: owner.slice(owner.indexOf(':') + 1),
    bound: actual,
    actual,
    since: ledger.bound(owner)?.pageLine ?? 0,
  };
}

/** The first text of the value's type. */
function firstOf(value: Value, text: string): string | undefined {
  for (let place = 0; place < Math.min(text.length, 10_000); place += 1) {
    const found = valueAt(value, text, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wordAt(text: string, place: number): string {
  return /^[^\s"'(),[\]{}]*/.exec(text.slice(place, place + 200))![0];
}

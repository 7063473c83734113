import { applyEdits, type Edit, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Value } from '../data/parse-data.ts';
import type { Path } from '../data/path.ts';
import type { DataEdit } from './data-edits.ts';

/**
 * Applies the edits to a JSON text. The rest keeps its bytes. We do not use `modify` of jsonc-parser, because
 * it formats whole lines again.
 */
export function editJson(text: string, edits: readonly DataEdit[]): string {
  return edits.toReversed().reduce((current, edit) => applyEdits(current, [changeFor(current, edit)]), text);
}

function changeFor(text: string, edit: DataEdit): Edit {
  const root = parseTree(text)!;
  const parent = edit.path.length === 0 ? undefined : findNodeAtLocation(root, edit.path.slice(0, -1));
  const layout = layoutIn(text, parent);
  switch (edit.op) {
    case 'set': {
      const { offset, length } = findNodeAtLocation(root, [...edit.path])!;
      return { offset, length, content: shown(edit.value, layout) };
    }
    case 'remove':
      return removal(parent!, placeOf(parent!, edit.path));
    case 'insert':
      return insertion(parent!, edit, layout);
  }
}

/**
 * Removes an entry with the text up to the next entry. If it is the last entry, removes it with the text
 * after the entry before it.
 */
function removal({ offset, length, children = [] }: Node, place: number): Edit {
  const [before, entry, next] = [children[place - 1], children[place]!, children[place + 1]];
  const from = next ? entry.offset : before ? endOf(before) : offset + 1;
  const to = next ? next.offset : before ? endOf(entry) : offset + length - 1;
  return { offset: from, length: to - from, content: '' };
}

function insertion(
  parent: Node,
  { path, value, after }: Extract<DataEdit, { op: 'insert' }>,
  layout: Layout,
): Edit {
  const children = parent.children ?? [];
  const key = path.at(-1)!;
  const place = typeof key === 'number' ? key : children.findIndex((child) => keyOf(child) === after) + 1;
  const content = (typeof key === 'number' ? '' : `${JSON.stringify(key)}: `) + shown(value, layout);
  const gap = layout.indent === undefined ? ' ' : `\n${layout.indent}`;
  const [before, next] = [children[place - 1], children[place]];
  if (before) return { offset: endOf(before), length: 0, content: `,${gap}${content}` };
  return next
    ? { offset: next.offset, length: 0, content: `${content},${gap}` }
    : { offset: parent.offset + 1, length: 0, content };
}

interface Layout {
  /** The indentation of the entries. Undefined: they are all in one line. */
  readonly indent: string | undefined;
  /** The indentation that one level adds. */
  readonly unit: string;
}

function layoutIn(text: string, parent: Node | undefined): Layout {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  if (!parent) return { indent: '', unit };
  const first = parent.children?.[0];
  return { indent: first && /\n([ \t]*)$/.exec(text.slice(0, first.offset))?.[1], unit };
}

function shown(value: Value, { indent, unit }: Layout): string {
  return indent === undefined
    ? JSON.stringify(value)
    : JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`);
}

function placeOf({ children = [] }: Node, path: Path): number {
  const key = path.at(-1)!;
  return typeof key === 'number' ? key : children.findIndex((child) => keyOf(child) === key);
}

/** The key of a property's node. */
function keyOf({ children }: Node): unknown {
  return children?.[0]?.value;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

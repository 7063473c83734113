import {
  Composer,
  CST,
  type Document,
  isCollection,
  isMap,
  isScalar,
  type Node,
  Parser,
  stringify,
} from 'yaml';
import { anything, type Value } from '../data/parse-data.ts';
import type { DataEdit } from './data-edits.ts';

/**
 * Applies the edits to a YAML text. If all of them set scalars, the rest keeps its bytes; otherwise the
 * library formats the whole text.
 */
export function editYaml(text: string, edits: readonly DataEdit[]): string {
  return withScalars(text, edits) ?? withEntries(text, edits);
}

function documentOf(text: string): { tokens: CST.Token[]; document: Document } {
  const tokens = [...new Parser().parse(text)];
  const [document] = [...new Composer({ keepSourceTokens: true, intAsBigInt: true }).compose(tokens)];
  return { tokens, document: document as Document };
}

/** Undefined when an edit is not a scalar of one line in the place of another scalar. */
function withScalars(text: string, edits: readonly DataEdit[]): string | undefined {
  const { tokens, document } = documentOf(text);
  for (const { op, path, ...edit } of edits) {
    const node = document.getIn(path, true);
    const value = 'value' in edit ? edit.value : undefined;
    if (
      op !== 'set' ||
      !isScalar(node) ||
      !CST.isScalar(node.srcToken) ||
      (typeof value === 'object' && value !== null)
    )
      return undefined;
    // Without quotes, `...` ends a YAML document.
    const written = value === anything ? JSON.stringify(value) : stringify(value, { lineWidth: 0 }).trimEnd();
    if (written.includes('\n')) return undefined;
    const isQuoted =
      typeof value === 'string' && (written.startsWith('"') || node.srcToken.type === 'double-quoted-scalar');
    CST.setScalarValue(node.srcToken, typeof value === 'string' ? value : written, {
      type: isQuoted ? 'QUOTE_DOUBLE' : 'PLAIN',
    });
  }
  return tokens.map((token) => CST.stringify(token)).join('');
}

function withEntries(text: string, edits: readonly DataEdit[]): string {
  const { document } = documentOf(text);
  for (const edit of edits.toReversed()) {
    const { op, path } = edit;
    if (op === 'remove') document.deleteIn(path);
    else if (op === 'set') document.setIn(path, nodeOf(document, edit.value));
    else insert(document, edit);
  }
  return document.toString({ lineWidth: 0, indentSeq: !/^( *)[^\s#-][^\n]*:\n\1- /m.test(text) }).trimEnd();
}

function insert(document: Document, { path, value, after }: Extract<DataEdit, { op: 'insert' }>): void {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(parent)) return;
  if (isMap(parent)) {
    const place = parent.items.findIndex(({ key }) => isScalar(key) && String(key.value) === after) + 1;
    parent.items.splice(
      place,
      0,
      document.createPair(nodeOf(document, path.at(-1) as Value), nodeOf(document, value)),
    );
  } else (parent.items as unknown[]).splice(Number(path.at(-1)), 0, nodeOf(document, value));
}

function nodeOf(document: Document, value: Value): Node {
  const node = document.createNode(value);
  if (isScalar(node) && value === anything) node.type = 'QUOTE_DOUBLE';
  return node;
}

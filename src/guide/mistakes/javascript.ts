import { mdxToJs } from 'satteri';

interface JsNode {
  readonly type: string;
}

/** The names that a piece of JavaScript declares and uses. */
export interface Names {
  readonly declared: ReadonlySet<string>;
  readonly used: ReadonlySet<string>;
  /**
   * What the page shows in place of the JavaScript. `nothing`: the JavaScript is empty or a comment.
   * `object`: its value is not text.
   */
  readonly shows: 'nothing' | 'object' | 'something';
}

/** Reads an expression of an MDX page or attribute. Returns `undefined` if it is not valid JavaScript. */
export function namesOfExpression(value: string): Names | undefined {
  const program = parsed(`{[\n${value}\n]}`);
  if (!program) return undefined;
  const [first, second] = elementsOf(program);
  const objects = ['ObjectExpression', 'ArrowFunctionExpression', 'FunctionExpression'];
  const shows = !first ? 'nothing' : !second && objects.includes(first.type) ? 'object' : 'something';
  return { ...namesIn(program), shows };
}

/** Reads the `import` and `export` lines of an MDX page. Returns `undefined` if they are not valid. */
export function namesOfModule(value: string): Names | undefined {
  const program = parsed(value);
  return program && { ...namesIn(program), shows: 'something' };
}

/** The syntax tree of an MDX source with one expression, or with `import` and `export` lines only. */
function parsed(source: string): JsNode | undefined {
  let program: JsNode | undefined;
  const take = (node: { parseExpression(): unknown }): void => {
    program = (node.parseExpression() as JsNode | null) ?? undefined;
  };
  try {
    mdxToJs(source, {
      hastPlugins: [
        { name: 'guiderail-names', mdxFlowExpression: take, mdxTextExpression: take, mdxjsEsm: take },
      ],
    });
  } catch {
    return undefined;
  }
  return program;
}

function elementsOf(program: JsNode): JsNode[] {
  const [statement] = fieldOf(program, 'body');
  const [array] = statement ? fieldOf(statement, 'expression') : [];
  return array ? fieldOf(array, 'elements') : [];
}

function namesIn(program: JsNode): Pick<Names, 'declared' | 'used'> {
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: JsNode): void => {
    for (const pattern of patternsOf(node)) for (const name of namesOfPattern(pattern)) declared.add(name);
    if (node.type === 'Identifier') used.add(nameOf(node));
    if (node.type === 'JSXOpeningElement') for (const name of fieldOf(node, 'name')) addComponent(used, name);
    for (const [key, value] of Object.entries(node)) {
      if (isPlainName(node, key)) continue;
      for (const child of nodesIn(value)) visit(child);
    }
  };
  visit(program);
  return { declared, used };
}

/** The names or patterns that a node declares: parameters, variables, functions, classes, imports. */
function patternsOf(node: JsNode): JsNode[] {
  if (/^Import\w*Specifier$/.test(node.type)) return fieldOf(node, 'local');
  if (/Function/.test(node.type)) return [...fieldOf(node, 'id'), ...fieldOf(node, 'params')];
  if (/^(?:VariableDeclarator|Class\w+)$/.test(node.type)) return fieldOf(node, 'id');
  return node.type === 'CatchClause' ? fieldOf(node, 'param') : [];
}

function namesOfPattern(pattern: JsNode): string[] {
  if (pattern.type === 'Identifier') return [nameOf(pattern)];
  const parts = ['properties', 'elements', 'value', 'left', 'argument'].flatMap((field) =>
    fieldOf(pattern, field),
  );
  return parts.flatMap(namesOfPattern);
}

/**
 * Whether a field of a node holds a name that is not a variable, such as a property or the name of an export
 * of another module.
 */
function isPlainName(node: JsNode, key: string): boolean {
  const { computed } = node as { computed?: boolean };
  if (node.type === 'MemberExpression') return key === 'property' && !computed;
  if (/^(?:Property|MethodDefinition|PropertyDefinition)$/.test(node.type)) return key === 'key' && !computed;
  return /^(?:Import|Export)\w*Specifier$/.test(node.type) || node.type === 'MetaProperty' || key === 'label';
}

/** Adds the variable that an element uses: `<Component>`, or `a` in `<a.b>`. */
function addComponent(names: Set<string>, name: JsNode): void {
  if (name.type === 'JSXMemberExpression')
    for (const object of fieldOf(name, 'object')) addObject(names, object);
  else if (name.type === 'JSXIdentifier' && /^[A-Z]/.test(nameOf(name))) names.add(nameOf(name));
}

function addObject(names: Set<string>, object: JsNode): void {
  if (object.type === 'JSXMemberExpression')
    for (const inner of fieldOf(object, 'object')) addObject(names, inner);
  else names.add(nameOf(object));
}

function fieldOf(node: JsNode, field: string): JsNode[] {
  return nodesIn((node as unknown as Record<string, unknown>)[field]);
}

function nodesIn(value: unknown): JsNode[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return typeof value === 'object' && value !== null && 'type' in value ? [value as JsNode] : [];
}

function nameOf(node: JsNode): string {
  return 'name' in node && typeof node.name === 'string' ? node.name : '';
}

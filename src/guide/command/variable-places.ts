import type { ArrayValue, Command, Function as FunctionNode, SyntaxNode, Word } from 'unbash';
import { walk } from './bash.ts';
import { namesDeclared, namesOfDescriptors, namesSetBy } from './variable-commands.ts';

/** A name and its position in the text of a command. */
export interface Place {
  readonly name: string;
  readonly pos: number;
}

/** The places in a command that set and use variables, and that define and call functions. */
export interface Places {
  readonly sets: readonly Place[];
  /** The places in `sets` that set an empty value. */
  readonly empties: readonly Place[];
  readonly uses: readonly Place[];
  /** Uses that need no value: in a test or with a default value. */
  readonly optional: readonly Place[];
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly Place[];
  readonly loops: readonly SyntaxNode[];
  /** Parts that run in a subshell: variables that they set have no value after them. */
  readonly subshells: readonly SyntaxNode[];
  /** Commands that may set any variable, such as `eval`. */
  readonly opaque: readonly SyntaxNode[];
}

export function placesOfVariables(script: SyntaxNode): Places {
  const collector = new Collector();
  walk(script, (node) => collector.visit(node));
  return collector;
}

export function isInside({ pos, end }: SyntaxNode, position: number): boolean {
  return pos <= position && position < end;
}

/** Like `isInside`, for the position of the end of a node. */
export function isAround({ pos, end }: SyntaxNode, position: number): boolean {
  return pos < position && position <= end;
}

class Collector implements Places {
  readonly sets: Place[] = [];
  readonly empties: Place[] = [];
  readonly uses: Place[] = [];
  readonly optional: Place[] = [];
  readonly functions: FunctionNode[] = [];
  readonly calls: Place[] = [];
  readonly loops: SyntaxNode[] = [];
  readonly subshells: SyntaxNode[] = [];
  readonly opaque: SyntaxNode[] = [];
  /** Assignments that hold for one program only: `NAME=x program`. */
  readonly #forPrograms = new Set<SyntaxNode>();

  visit(node: SyntaxNode): void {
    switch (node.type) {
      case 'Assignment':
        if (this.#forPrograms.has(node)) break;
        this.sets.push({ name: node.name, pos: node.end });
        if (!node.append && isEmpty(node.value)) this.empties.push(node);
        break;
      case 'While':
      case 'ArithmeticFor':
        this.loops.push(node);
        break;
      case 'For':
      case 'Select':
        this.loops.push(node);
        this.sets.push({ name: node.name.value, pos: node.pos });
        break;
      case 'Command':
        this.#visitCommand(node);
        break;
      case 'ArithmeticBinary':
        if (/^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator)) this.#setOperand(node.left, node);
        break;
      case 'ArithmeticUnary':
        if (/^(?:\+\+|--)$/.test(node.operator)) this.#setOperand(node.operand, node);
        break;
      case 'Coproc': {
        const name = node.name?.value ?? 'COPROC';
        this.sets.push({ name, pos: node.pos }, { name: `${name}_PID`, pos: node.pos });
        this.subshells.push(node.body);
        break;
      }
      case 'Subshell':
      case 'CommandExpansion':
      case 'ProcessSubstitution':
        this.subshells.push(node);
        break;
      case 'Pipeline':
        if (node.commands.length > 1) this.subshells.push(...node.commands);
        break;
      case 'TestCommand':
        this.optional.push(...usesIn(node));
        break;
      case 'Case':
        this.optional.push(...usesIn(node.word));
        break;
      case 'Function':
        this.functions.push(node);
        break;
      case 'SimpleExpansion':
        this.uses.push({ name: node.text.slice(1), pos: node.pos });
        break;
      case 'ParameterExpansion': {
        const { operation, prefix, parameter: name, pos } = node;
        this.uses.push({ name, pos });
        if (operation?.type === 'Default' || operation?.type === 'Names' || prefix === '#')
          this.optional.push({ name, pos });
        if (operation?.type === 'Default' && /^:?=$/.test(operation.operator)) this.sets.push({ name, pos });
        break;
      }
      default:
    }
  }

  #visitCommand(command: Command): void {
    const { name, pos } = command;
    if (name) {
      this.calls.push({ name: name.value, pos });
      for (const each of command.prefix) if (each.type === 'Assignment') this.#forPrograms.add(each);
    }
    for (const set of [...namesSetBy(command), ...namesOfDescriptors(command)])
      this.sets.push({ name: set, pos });
    for (const declared of namesDeclared(command)) {
      this.sets.push({ name: declared, pos });
      this.empties.push({ name: declared, pos });
    }
    if (/^(?:\.|source|eval)$/.test(name?.value ?? '')) this.opaque.push(command);
    if (name?.value === '[' || name?.value === 'test') this.optional.push(...usesIn(command));
  }

  #setOperand(operand: SyntaxNode, { pos }: SyntaxNode): void {
    if (operand.type === 'ArithmeticWord') this.sets.push({ name: operand.value, pos });
  }
}

function isEmpty(value: Word | ArrayValue): boolean {
  return value.type === 'Word' ? /^(?:""|'')?$/.test(value.text) : value.elements.length === 0;
}

/** The variables that are used in a node. */
function usesIn(node: SyntaxNode): Place[] {
  const found: Place[] = [];
  walk(node, (child) => {
    if (child.type === 'SimpleExpansion') found.push({ name: child.text.slice(1), pos: child.pos });
    if (child.type === 'ParameterExpansion') found.push({ name: child.parameter, pos: child.pos });
  });
  return found;
}

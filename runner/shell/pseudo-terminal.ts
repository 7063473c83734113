import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type IPty, spawn } from '@lydell/node-pty';
import { terminalColumns, terminalRows } from '../limits.ts';
import { TerminalInput } from './input/terminal-input.ts';

export interface PseudoTerminalOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program in a pseudo-terminal of fixed size. Only this file uses what the types of node-pty leave out. */
export class PseudoTerminal {
  /** Takes what the reader types. */
  readonly input = new TerminalInput((bytes) => this.#write(bytes));
  readonly #pty: Pty;
  readonly #decoder = new StringDecoder('utf8');

  constructor({ program, args, cwd, env }: PseudoTerminalOptions) {
    this.#pty = spawn(program, [...args], {
      cols: terminalColumns,
      rows: terminalRows,
      cwd,
      env: { ...env },
      encoding: null,
    }) as Pty;
    this.onHungUp(() => this.input.drop());
  }

  get pid(): number {
    return this.#pty.pid;
  }

  onText(tell: (text: string) => void): void {
    // With `encoding: null` node-pty gives Buffers, whatever its types say.
    this.#pty.onData((data: string | Buffer) =>
      tell(typeof data === 'string' ? data : this.#decoder.write(data)),
    );
  }

  onExit(tell: () => void): void {
    this.#pty.onExit(tell);
  }

  /** No program has the terminal open any more. */
  onHungUp(tell: () => void): void {
    this.#pty.on('close', tell);
  }

  /**
   * Returns the number of bytes that the terminal took: 0 if it is full. node-pty's own `write` would block
   * this process until there is room.
   */
  #write(bytes: Buffer): number {
    // Once the socket is closed, its descriptor number may belong to another file.
    if (this.#pty._socket.destroyed) return bytes.length;
    try {
      return writeSync(this.#pty.fd, bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return 0;
      if (code === 'EIO') return bytes.length;
      throw error;
    }
  }
}

type Pty = Omit<IPty, 'on'> & {
  readonly fd: number;
  readonly _socket: { readonly destroyed: boolean };
  on(event: 'close', tell: () => void): void;
};

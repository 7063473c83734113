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

/** A program in a pseudo-terminal of fixed size. Only this file uses members that node-pty's types lack. */
export class PseudoTerminal {
  /** Gets the text that the reader types. */
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

  onText(listener: (text: string) => void): void {
    // With `encoding: null`, node-pty passes Buffers, though its types say strings.
    this.#pty.onData((data: string | Buffer) =>
      listener(typeof data === 'string' ? data : this.#decoder.write(data)),
    );
  }

  onExit(listener: () => void): void {
    this.#pty.onExit(listener);
  }

  /** Calls the listener when the last program has closed the terminal. */
  onHungUp(listener: () => void): void {
    this.#pty.on('close', listener);
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
  on(event: 'close', listener: () => void): void;
};

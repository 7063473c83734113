import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type IPty, spawn } from '@lydell/node-pty';
import { terminalColumns, terminalRows } from '../limits.ts';
import { TerminalInput } from './terminal-input.ts';

export interface PseudoTerminalOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program in a pseudo-terminal of fixed size. What node-pty can do and its types leave out stands here. */
export class PseudoTerminal {
  /** What the reader types. */
  readonly input = new TerminalInput((bytes) => this.#write(bytes));
  readonly #pty: Pty;
  readonly #decoder = new StringDecoder('utf8');

  constructor({ program, args, cwd, env }: PseudoTerminalOptions) {
    this.#pty = spawn(program, [...args], { cols: terminalColumns, rows: terminalRows, cwd, env: { ...env }, encoding: null }) as Pty;
    this.onHungUp(() => this.input.drop());
  }

  get pid(): number {
    return this.#pty.pid;
  }

  onText(tell: (text: string) => void): void {
    // With `encoding: null` node-pty gives Buffers, whatever its types say.
    this.#pty.onData((data: string | Buffer) => tell(typeof data === 'string' ? data : this.#decoder.write(data)));
  }

  onExit(tell: () => void): void {
    this.#pty.onExit(tell);
  }

  /** No program has the terminal open any more. */
  onHungUp(tell: () => void): void {
    this.#pty.on('close', tell);
  }

  /** The number of bytes that the terminal took, 0 where it is full. node-pty's own `write` waits for room and stops this process meanwhile. */
  #write(bytes: Buffer): number {
    // Behind a closed socket the descriptor's number may be another file's.
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

import { describe, expect, test } from 'vitest';
import { NdjsonReader } from '../../../../src/client/connection/ndjson.ts';

const values = [{ text: 'Grüße, 世界 🚲' }, { text: 'a\nb' }, 3];
const bytes = new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

describe('NdjsonReader', () => {
  test('gives each value once, in order, wherever the bytes are cut', () => {
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = new NdjsonReader();
      expect([...reader.read(bytes.subarray(0, cut)), ...reader.read(bytes.subarray(cut))]).toEqual(values);
    }
  });

  test('gives each value once if every byte comes alone', () => {
    const reader = new NdjsonReader();
    expect([...bytes].flatMap((byte) => reader.read(Uint8Array.of(byte)))).toEqual(values);
  });

  test('waits for the end of an unfinished line and skips blank lines', () => {
    const reader = new NdjsonReader();
    expect(reader.read(new TextEncoder().encode('\n\n{"a":1'))).toEqual([]);
    expect(reader.read(new TextEncoder().encode('}\n\n'))).toEqual([{ a: 1 }]);
  });
});

// Protobuf messages from a table of their fields (proto3: what has its default is not written).
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** `list`: a repeated field of texts or messages. */
type Kind = 'text' | 'bytes' | 'number' | 'flag' | 'list';
type Fields = Record<string, readonly [number: number, kind: Kind]>;
type Values = {
  text: string;
  bytes: Uint8Array;
  number: number;
  flag: boolean;
  list: Uint8Array[];
};
type Decoded<F extends Fields> = { [Name in keyof F]: Values[F[Name][1]] };

export type Message<F extends Fields> = {
  encode: (values: Partial<Decoded<F>>) => Uint8Array;
  /** Fields nobody named are passed over. Throws when the bytes are no protobuf. */
  decode: (bytes: Uint8Array) => Decoded<F>;
};

const defaults: { [K in Kind]: () => Values[K] } = {
  text: () => '',
  bytes: () => new Uint8Array(),
  number: () => 0,
  flag: () => false,
  list: () => [],
};

const wireTypes: Record<Kind, WireType> = {
  text: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
  number: WireType.Varint,
  flag: WireType.Varint,
  list: WireType.LengthDelimited,
};

/** The reader and the writer of one kind of message. */
export function message<const F extends Fields>(fields: F): Message<F> {
  const byNumber = new Map(
    Object.entries(fields).map(([name, [number, kind]]) => [number, { name, kind }]),
  );
  return {
    encode(values) {
      const writer = new BinaryWriter();
      for (const [name, [number, kind]] of Object.entries(fields)) {
        for (const value of [values[name] ?? []].flat()) write(writer, number, kind, value);
      }
      return writer.finish();
    },
    decode(bytes) {
      const reader = new BinaryReader(bytes);
      const values: Record<string, unknown> = {};
      for (const { name, kind } of byNumber.values()) values[name] = defaults[kind]();
      while (reader.pos < reader.len) {
        const [number, wireType] = reader.tag();
        const field = byNumber.get(number);
        if (!field || wireTypes[field.kind] !== wireType) reader.skip(wireType, number);
        else if (field.kind === 'list') (values[field.name] as Uint8Array[]).push(reader.bytes());
        else values[field.name] = read(reader, field.kind);
      }
      return values as Decoded<F>;
    },
  };
}

function read(reader: BinaryReader, kind: Exclude<Kind, 'list'>): unknown {
  if (kind === 'text') return reader.string();
  if (kind === 'bytes') return reader.bytes();
  return kind === 'flag' ? reader.bool() : Number(reader.int64());
}

function write(writer: BinaryWriter, number: number, kind: Kind, value: unknown): void {
  const isDefault = value instanceof Uint8Array ? value.length === 0 : !value;
  if (isDefault && kind !== 'list') return;
  writer.tag(number, wireTypes[kind]);
  if (typeof value === 'string') writer.string(value);
  else if (value instanceof Uint8Array) writer.bytes(value);
  else writer.int64(Number(value));
}

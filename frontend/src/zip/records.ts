// The records of a zip archive, byte by byte, as PKWARE's APPNOTE.TXT 6.3.10 has them: entries are
// stored as they are, names are UTF-8, and the checksum of an entry follows its bytes, so that it
// need not be known before. Pure; knows neither files nor how they are read.

export interface Record {
  /** With a slash at its end it is a folder. */
  readonly path: string;
  readonly size: number;
  /** Where its local header stands. */
  readonly at: number;
}

/** All ones in a field say that the value stands in the ZIP64 field after the record. */
const ONES_32 = 0xffff_ffff;
const ONES_16 = 0xffff;

const LOCAL_HEADER = 30;
const CENTRAL_HEADER = 46;
const END = 22;
const END_64 = 56;
const LOCATOR_64 = 20;
const FIELD_HEAD = 4;
const UINT_64 = 8;

const VERSION = 20;
const VERSION_64 = 45;
/** The upper byte says that the attributes are those of Unix. */
const MADE_BY_UNIX = 3 << 8;
const CHECKSUM_FOLLOWS = 1 << 3;
const NAME_IS_UTF8 = 1 << 11;
/** The first day the format can tell: the same files are to give the same bytes on any day. */
const FIRST_DAY = (1 << 5) | 1;
const FILE_MODE = 0o100_644;
const FOLDER_MODE = 0o40_755;
const IS_FOLDER = 0x10;

function isLarge(size: number): boolean {
  return size >= ONES_32;
}

/** Nothing is known late about what has no bytes. */
function isKnown({ size }: Pick<Record, "size">): boolean {
  return size === 0;
}

const ENCODER = new TextEncoder();

function nameBytes(path: string): Uint8Array {
  return ENCODER.encode(path);
}

export function localSize(path: string, size: number): number {
  return LOCAL_HEADER + nameBytes(path).length + (isLarge(size) ? FIELD_HEAD + 2 * UINT_64 : 0);
}

export function descriptorSize(size: number): number {
  if (size === 0) return 0;
  return isLarge(size) ? 24 : 16;
}

export function centralSize({ path, size, at }: Record): number {
  return CENTRAL_HEADER + nameBytes(path).length + fieldSize(large(size, at));
}

export function endSize(count: number, start: number, length: number): number {
  return END + (needsEnd64(count, start, length) ? END_64 + LOCATOR_64 : 0);
}

export function localHeader(record: Record): Uint8Array<ArrayBuffer> {
  const { path, size } = record;
  const name = nameBytes(path);
  const told = isLarge(size) ? ONES_32 : 0;
  const writer = new Writer(localSize(path, size));
  writer.uint32(0x0403_4b50).uint16(version(isLarge(size)));
  common(writer, record, 0);
  writer.uint32(told).uint32(told);
  writer.uint16(name.length).uint16(isLarge(size) ? FIELD_HEAD + 2 * UINT_64 : 0);
  return writer.put(name).field(isLarge(size) ? [size, size] : []).bytes;
}

export function descriptor(size: number, crc32: number): Uint8Array<ArrayBuffer> {
  const writer = new Writer(descriptorSize(size)).uint32(0x0807_4b50).uint32(crc32);
  if (isLarge(size)) writer.uint64(size).uint64(size);
  else writer.uint32(size).uint32(size);
  return writer.bytes;
}

export function centralHeader(record: Record, crc32: number): Uint8Array<ArrayBuffer> {
  const { path, size, at } = record;
  const name = nameBytes(path);
  const more = large(size, at);
  const needed = version(more.length > 0);
  const writer = new Writer(centralSize(record));
  writer
    .uint32(0x0201_4b50)
    .uint16(MADE_BY_UNIX | needed)
    .uint16(needed);
  common(writer, record, crc32);
  writer.uint32(Math.min(size, ONES_32)).uint32(Math.min(size, ONES_32));
  writer.uint16(name.length).uint16(fieldSize(more)).uint16(0).uint16(0).uint16(0);
  writer.uint32(attributes(path)).uint32(Math.min(at, ONES_32));
  return writer.put(name).field(more).bytes;
}

/** `start` and `length` are those of all central headers together. */
export function end(count: number, start: number, length: number): Uint8Array<ArrayBuffer> {
  const writer = new Writer(endSize(count, start, length));
  if (needsEnd64(count, start, length)) {
    writer.uint32(0x0606_4b50).uint64(END_64 - 12);
    writer.uint16(MADE_BY_UNIX | VERSION_64).uint16(VERSION_64);
    writer.uint32(0).uint32(0).uint64(count).uint64(count).uint64(length).uint64(start);
    writer
      .uint32(0x0706_4b50)
      .uint32(0)
      .uint64(start + length)
      .uint32(1);
  }
  const few = Math.min(count, ONES_16);
  writer.uint32(0x0605_4b50).uint16(0).uint16(0).uint16(few).uint16(few);
  return writer.uint32(Math.min(length, ONES_32)).uint32(Math.min(start, ONES_32)).uint16(0).bytes;
}

/** What local and central headers have in common: flags, method (none), time, date, checksum. */
function common(writer: Writer, record: Record, crc32: number): void {
  const flags = NAME_IS_UTF8 | (isKnown(record) ? 0 : CHECKSUM_FOLLOWS);
  writer.uint16(flags).uint16(0).uint16(0).uint16(FIRST_DAY).uint32(crc32);
}

function version(isLargeOne: boolean): number {
  return isLargeOne ? VERSION_64 : VERSION;
}

function attributes(path: string): number {
  return path.endsWith("/") ? FOLDER_MODE * 2 ** 16 + IS_FOLDER : FILE_MODE * 2 ** 16;
}

/** What a central header has no room for, in the order in which it has to come. */
function large(size: number, at: number): number[] {
  return [...(isLarge(size) ? [size, size] : []), ...(isLarge(at) ? [at] : [])];
}

function fieldSize(values: readonly number[]): number {
  return values.length === 0 ? 0 : FIELD_HEAD + values.length * UINT_64;
}

function needsEnd64(count: number, start: number, length: number): boolean {
  return count >= ONES_16 || isLarge(start) || isLarge(length);
}

/** Writes numbers one after another, the lowest byte first. */
class Writer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.#view = new DataView(this.bytes.buffer);
  }

  uint16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  uint32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  uint64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  put(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** The ZIP64 field, or nothing. */
  field(values: readonly number[]): this {
    if (values.length > 0) this.uint16(1).uint16(values.length * UINT_64);
    for (const value of values) this.uint64(value);
    return this;
  }
}

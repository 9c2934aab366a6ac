// The memory of a WebAssembly instance: things are put into it one behind the other, and it grows as they need.
//
//   64 KB of the module's own │ thing │ thing │ …   each at a multiple of 64 bytes

export type Values = Uint8Array | Uint16Array | Int16Array | Int32Array | Float32Array | Float64Array;

const PAGE = 65536;
export class Layout {
	readonly memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 1 });
	// Below it lives the module's own static data.
	top = PAGE;

	/** Starts a module on this memory; call it before anything is put in. */
	async start<Exports>(wasm: Uint8Array): Promise<Exports> {
		const abort = () => {
			throw new RangeError('the kernel stopped');
		};
		const { instance } = await WebAssembly.instantiate(wasm as BufferSource, { env: { memory: this.memory, abort } });
		return instance.exports as Exports;
	}

	/** Views made before may be gone after it: the memory may grow. Throws RangeError where it cannot. */
	room(bytes: number): number {
		const at = this.top;
		// No bit operation: addresses go beyond what an i32 holds.
		this.top = Math.ceil((at + bytes) / 64) * 64;
		const missing = this.top - this.memory.buffer.byteLength;
		if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
		return at;
	}

	/** Room for `values`, with the values in it. */
	put(values: Values): number {
		const at = this.room(values.byteLength);
		this.bytes(at, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
		return at;
	}

	/** Room full of zeros. */
	zeros(bytes: number): number {
		const at = this.room(bytes);
		this.bytes(at, bytes).fill(0);
		return at;
	}

	bytes(at: number, length: number): Uint8Array {
		return new Uint8Array(this.memory.buffer, at, length);
	}

	/** Copies. */
	floats(at: number, length: number): Float64Array {
		return new Float64Array(this.memory.buffer, at, length).slice();
	}
}

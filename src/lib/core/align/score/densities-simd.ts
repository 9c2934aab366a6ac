// The WebAssembly path of densities.ts: lays out the module's memory and hands features in and scores out.

import { STREAMS, type Gaussians } from '../model/gaussians.ts';
import { PACKED } from '../front/features.ts';
import { KEPT, indexBits, type Densities } from './densities.ts';

type Exports = {
	configure(...pointers: number[]): void;
	score(count: number, mask: number): void;
};

const PAGE = 65536;

/** `wasm` is the module that `npm run build:wasm` makes. */
export async function createSimdDensities(
	gaussians: Gaussians,
	capacity: number,
	wasm: Uint8Array
): Promise<Densities> {
	const { codebooks, densities, packed } = gaussians;
	const frames = (capacity + 3) & ~3;
	const bytesPerFrame = codebooks * STREAMS * KEPT;
	let top = PAGE; // below it lives the module's own static data
	const place = (bytes: number) => {
		const at = top;
		top = (top + bytes + 63) & ~63;
		return at;
	};
	const parameters = place(packed.length);
	const features = place(frames * PACKED * 2);
	const result = place(capacity * bytesPerFrame);
	const likelihoods = place(4 * densities * 4 + 64);
	const candidates = place(frames * codebooks * STREAMS * 32);
	const best = place(frames * STREAMS * 4);
	const maskAt = place(codebooks);
	const memory = new WebAssembly.Memory({ initial: Math.ceil(top / PAGE) });
	const abort = () => {
		throw new RangeError('the density kernel stopped');
	};
	const instance = await WebAssembly.instantiate(await WebAssembly.compile(wasm as BufferSource), {
		env: { memory, abort }
	});
	const kernel = instance.exports as unknown as Exports;
	const bytes = new Uint8Array(memory.buffer);
	bytes.set(packed, parameters);
	const low = indexBits(densities);
	kernel.configure(parameters, features, result, likelihoods, candidates, best, codebooks, densities, low);
	return {
		capacity,
		features: new Int16Array(memory.buffer, features, frames * PACKED),
		bytesPerFrame,
		use: (next) => bytes.set(next.packed, parameters),
		score(count, mask) {
			bytes.set(mask, maskAt);
			kernel.score(count, maskAt);
			return bytes.subarray(result, result + count * bytesPerFrame);
		}
	};
}

// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// front/spectrum.ts, a complex number a vector: the operations are the same, in the same order.

let window: i32 = 0;
let half: i32 = 0;
let filters: i32 = 0;
let preEmphasis: f64 = 0;
let samples: usize = 0; // window + 1, f32: one before the frame
let weights: usize = 0; // [window], f64
let input: usize = 0; // 2 · half, f64
let z: usize = 0; // half complex numbers
let turns: usize = 0; // for each stage and step: (c, c), (−s, s)
let split: usize = 0; // half complex numbers
let reversed: usize = 0; // [half], u16
let power: usize = 0; // half + 1, f64
let firsts: usize = 0; // [filters], i32
let lengths: usize = 0; // [filters], i32
let slopes: usize = 0; // filters behind one another, f64
let mel: usize = 0; // [filters], f64

export function configureSpectrum(
	w: i32,
	h: i32,
	n: i32,
	e: f64,
	samplesAt: usize,
	weightsAt: usize,
	inputAt: usize,
	zAt: usize,
	turnsAt: usize,
	splitAt: usize,
	reversedAt: usize,
	powerAt: usize,
	firstsAt: usize,
	lengthsAt: usize,
	slopesAt: usize,
	melAt: usize
): void {
	window = w;
	half = h;
	filters = n;
	preEmphasis = e;
	samples = samplesAt;
	weights = weightsAt;
	input = inputAt;
	z = zAt;
	turns = turnsAt;
	split = splitAt;
	reversed = reversedAt;
	power = powerAt;
	firsts = firstsAt;
	lengths = lengthsAt;
	slopes = slopesAt;
	mel = melAt;
}

function transform(): void {
	for (let k = 0; k < half; k++)
		v128.store(z + ((<usize>load<u16>(reversed + ((<usize>k) << 1))) << 4), v128.load(input + ((<usize>k) << 4)));
	let turn = turns;
	const end = z + ((<usize>half) << 4);
	for (let length: usize = 16; length < (<usize>half) << 4; length <<= 1) {
		for (let base = z; base < end; base += 2 * length) {
			let w = turn;
			for (let p = base; p < base + length; p += 16) {
				const q = v128.load(p + length);
				const a = v128.load(p);
				const t = f64x2.add(
					f64x2.mul(q, v128.load(w)),
					f64x2.mul(i8x16.shuffle(q, q, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7), v128.load(w, 16))
				);
				v128.store(p + length, f64x2.sub(a, t));
				v128.store(p, f64x2.add(a, t));
				w += 32;
			}
		}
		turn += 2 * length;
	}
}

function separate(): void {
	const re0 = load<f64>(z);
	const im0 = load<f64>(z, 8);
	store<f64>(power, (re0 + im0) * (re0 + im0));
	store<f64>(power + ((<usize>half) << 3), (re0 - im0) * (re0 - im0));
	for (let k = 1; k < half; k++) {
		const p = z + ((<usize>k) << 4);
		const q = z + ((<usize>(half - k)) << 4);
		const evenRe = 0.5 * (load<f64>(p) + load<f64>(q));
		const evenIm = 0.5 * (load<f64>(p, 8) - load<f64>(q, 8));
		const oddRe = 0.5 * (load<f64>(p, 8) + load<f64>(q, 8));
		const oddIm = -0.5 * (load<f64>(p) - load<f64>(q));
		const c = load<f64>(split + ((<usize>k) << 4));
		const s = load<f64>(split + ((<usize>k) << 4), 8);
		const re = evenRe + oddRe * c - oddIm * s;
		const im = evenIm + oddRe * s + oddIm * c;
		store<f64>(power + ((<usize>k) << 3), re * re + im * im);
	}
}

/** Mel energies of the frame at `samples`. */
export function melSpectrum(): void {
	let before = <f64>load<f32>(samples);
	for (let i = 0; i < window; i++) {
		const sample = <f64>load<f32>(samples + ((<usize>i) << 2), 4);
		store<f64>(input + ((<usize>i) << 3), (sample - preEmphasis * before) * load<f64>(weights + ((<usize>i) << 3)));
		before = sample;
	}
	transform();
	separate();
	let slope = slopes;
	for (let f: usize = 0; f < <usize>filters; f++) {
		const from = power + ((<usize>load<i32>(firsts + (f << 2))) << 3);
		const length = load<i32>(lengths + (f << 2));
		let sum: f64 = 0;
		for (let i = 0; i < length; i++) {
			sum += load<f64>(from + ((<usize>i) << 3)) * load<f64>(slope);
			slope += 8;
		}
		store<f64>(mel + (f << 3), sum);
	}
}

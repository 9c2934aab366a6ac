// A signal that is made, not recorded: a buzzing voice whose pitch and formant glide, louder and quieter, over faint noise.
// The prototype's numbers in tests/samples/align/prototype were taken from three seconds of it at 8 kHz.

export function signal(seconds: number, rate = 8000): Float32Array {
	const out = new Float32Array(seconds * rate);
	let seed = 12345;
	let phase = 0;
	for (let i = 0; i < out.length; i++) {
		seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
		const noise = seed / 0x40000000 - 1;
		const t = i / rate;
		const pitch = 110 + 40 * Math.sin(2 * Math.PI * 0.7 * t);
		phase += (2 * Math.PI * pitch) / rate;
		const formant = 500 + 350 * Math.sin(2 * Math.PI * 1.3 * t);
		let voice = 0;
		for (let h = 1; h * pitch < 3600; h++) voice += Math.sin(h * phase) / (1 + ((h * pitch - formant) / 200) ** 2);
		out[i] = 0.12 * Math.max(0, Math.sin(2 * Math.PI * 0.9 * t)) * voice + 0.004 * noise;
	}
	return out;
}

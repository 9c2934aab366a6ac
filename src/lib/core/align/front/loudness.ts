// How loud the audio is, every 5 ms, in half decibels: a byte each, for finding where sound begins and ends beside a
// pause. Two hours are 1.4 MB.
//
//   samples ▁▁▁▂▆█▇▅▂▁▁   ─►   bytes 12 12 14 90 120 118 80 …        0 is −127.5 dB, 255 full scale

/** Seconds, about: whole samples are taken. */
const STEP = 0.005;

export class Loudness {
	/** Seconds of one value. */
	readonly step: number;
	length = 0;
	#values: Uint8Array = new Uint8Array(8192);
	#samples: number;
	#sum = 0;
	#count = 0;
	#last = 0;

	constructor(sampleRate: number) {
		this.#samples = Math.round(STEP * sampleRate);
		this.step = this.#samples / sampleRate;
	}

	push(block: Float32Array): void {
		const samples = this.#samples;
		let sum = this.#sum;
		let count = this.#count;
		let last = this.#last;
		for (let i = 0; i < block.length; i++) {
			// The difference takes off hum and breath below the voice.
			const sample = block[i] - 0.9 * last;
			last = block[i];
			sum += sample * sample;
			if (++count < samples) continue;
			this.#add(sum / samples);
			sum = 0;
			count = 0;
		}
		this.#sum = sum;
		this.#count = count;
		this.#last = last;
	}

	#add(power: number): void {
		if (this.length === this.#values.length) {
			const longer = new Uint8Array(2 * this.length);
			longer.set(this.#values);
			this.#values = longer;
		}
		const decibels = 10 * Math.log10(power + 1e-13);
		this.#values[this.length++] = Math.max(0, Math.min(255, Math.round(255 + 2 * decibels)));
	}

	/** Decibels (−127.5 … 0) of the 5 ms that a time lies in. */
	at(index: number): number {
		return this.#values[Math.max(0, Math.min(this.length - 1, index))] / 2 - 127.5;
	}
}

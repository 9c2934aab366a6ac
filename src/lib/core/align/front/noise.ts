// Removes steady noise from mel spectra, channel by channel, with a gain that is smoothed over neighbouring channels.
//
//   power ──► lower envelope = noise ──► power − noise ──► its lower envelope = floor, peaks mask what follows
//                                                          gain = what is left / power
//
// The state runs from frame to frame and starts at the first one, so the result depends on where a stream begins only
// in its first second. Invariant: the gain stays within 1/20 and 20. Source: sphinxbase `fe_noise.c`
// (Kim & Stern, "Power-normalized cepstral coefficients", 2012, simplified).

const POWER = 0.7;
const SLOW = 0.995;
const FAST = 0.5;
const PEAK_DECAY = 0.85;
const MASKED = 0.2;
const MAX_GAIN = 20;
const NEIGHBOURS = 4;

/** Returns a function that cleans one frame of `filters` mel energies in place. */
export function createNoiseRemoval(filters: number): (mel: Float64Array) => void {
	const power = new Float64Array(filters);
	const noise = new Float64Array(filters);
	const floor = new Float64Array(filters);
	const peak = new Float64Array(filters);
	const gain = new Float64Array(filters);
	let begun = false;
	const envelope = (value: number, before: number) =>
		value >= before ? SLOW * before + (1 - SLOW) * value : FAST * before + (1 - FAST) * value;

	return (mel) => {
		if (!begun) {
			for (let i = 0; i < filters; i++) {
				power[i] = mel[i];
				noise[i] = floor[i] = mel[i] / 20;
			}
			begun = true;
		}
		for (let i = 0; i < filters; i++) {
			power[i] = POWER * power[i] + (1 - POWER) * mel[i];
			noise[i] = envelope(power[i], noise[i]);
			let signal = Math.max(1, power[i] - noise[i]);
			floor[i] = envelope(signal, floor[i]);
			const current = signal;
			peak[i] *= PEAK_DECAY;
			if (signal < PEAK_DECAY * peak[i]) signal = MASKED * peak[i];
			if (current > peak[i]) peak[i] = current;
			signal = Math.max(signal, floor[i]);
			gain[i] = Math.max(1 / MAX_GAIN, signal < MAX_GAIN * power[i] ? signal / power[i] : MAX_GAIN);
		}
		for (let i = 0; i < filters; i++) {
			const from = Math.max(0, i - NEIGHBOURS);
			const to = Math.min(filters - 1, i + NEIGHBOURS);
			let sum = 0;
			for (let j = from; j <= to; j++) sum += gain[j];
			mel[i] *= sum / (to - from + 1);
		}
	};
}

// How the model's audio was analysed, from its own parameters: feat_params.json, or feat.params with one "-name value"
// a line. The sample rate follows from the highest frequency: a model that looks above 4 kHz wants 16 kHz audio.

import { notModel } from './files.ts';

export type Parameters = {
	/** Hz of the audio the engine takes. */
	sampleRate: number;
	/** Samples of one frame, and from one frame to the next. */
	window: number;
	shift: number;
	/** Points of the Fourier transform, a power of two. */
	fft: number;
	/** Mel filters: how many, from where to where in Hz. */
	filters: number;
	low: number;
	high: number;
	preEmphasis: number;
	/** Cepstral lifter, 0 for none. */
	lifter: number;
	removeNoise: boolean;
};

/** Reads either notation; null gives the parameters of pocketsphinx's own defaults at 8 kHz. */
export function readParameters(text: string | null): Parameters {
	const given = text === null ? {} : parse(text);
	const number = (name: string, otherwise: number) => {
		const value = given[name];
		if (value === undefined) return otherwise;
		const n = Number(value);
		if (!Number.isFinite(n)) throw notModel('feat_params', `“${name} ${value}”`);
		return n;
	};
	const flag = (name: string, otherwise: boolean) =>
		given[name] === undefined ? otherwise : /^(true|yes|1)$/i.test(given[name]);
	const feat = given.feat ?? '1s_c_d_dd';
	if (feat !== '1s_c_d_dd') throw notModel('feat_params', `features “${feat}” instead of “1s_c_d_dd”`);
	if ((given.transform ?? 'dct') !== 'dct')
		throw notModel('feat_params', `transform “${given.transform}” instead of “dct”`);
	const high = number('upperf', 3700);
	const sampleRate = number('samprate', high > 4000 ? 16000 : 8000);
	const window = Math.floor(number('wlen', 0.025625) * sampleRate + 0.5);
	let fft = 1;
	while (fft < window) fft *= 2;
	return {
		sampleRate,
		window,
		shift: Math.floor(sampleRate / number('frate', 100) + 0.5),
		fft,
		filters: number('nfilt', 20),
		low: number('lowerf', 130),
		high,
		preEmphasis: number('alpha', 0.97),
		lifter: number('lifter', 22),
		removeNoise: flag('remove_noise', true)
	};
}

function parse(text: string): Record<string, string> {
	const out: Record<string, string> = {};
	if (text.trimStart().startsWith('{')) {
		try {
			for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>))
				out[name] = String(value);
		} catch {
			throw notModel('feat_params', 'broken JSON');
		}
		return out;
	}
	for (const line of text.split('\n')) {
		const match = /^\s*-(\w+)\s+(\S+)/.exec(line);
		if (match) out[match[1]] = match[2];
	}
	return out;
}

// Stereo whose channels are in opposite phase can be heard in each of them, but their mean is silence. Where a beginning
// is quiet, the first channel is listened to beside the mean, and taken where it is that much louder:
//
//   mean             · · · · · · · · · ·     held back until a block is loud, for a minute at most
//   first channel    ▂ ▅ ▃ ▆ ▂ ▅ ▃ ▆ ▂ ▅     decoded only then
//
// Whatever is not quiet passes as it comes, and is decoded once.

export type Channel = 'mean' | 'first';

/** Seconds that are looked at. Of a file shorter than the lesser there is nothing to tell. */
const LOOK = 60;
const LEAST = 1;
/** Mean squares: −40 dB is loud, −70 dB can be heard. */
const LOUD = 1e-4;
const AUDIBLE = 1e-7;
/** 30 dB. */
const LOUDER = 1000;

/** The blocks that `decode` gives of the mean, or of the first channel where the mean cancels it. Rate in Hz. */
export async function* heardBlocks(
	decode: (channel: Channel) => AsyncGenerator<Float32Array>,
	rate: number,
	signal?: AbortSignal
): AsyncGenerator<Float32Array> {
	const mean = await open(decode('mean'), rate);
	let first: Opening | null = null;
	try {
		if (!mean.loud && !mean.failure && mean.samples >= LEAST * rate) first = await open(decode('first'), rate);
		const power = (opening: Opening) => opening.energy / opening.samples;
		const cancelled = first !== null && power(first) > Math.max(AUDIBLE, LOUDER * power(mean));
		const chosen = cancelled ? first! : mean;
		for (let block = chosen.held.shift(); block; block = chosen.held.shift()) {
			signal?.throwIfAborted();
			yield block;
		}
		if (chosen.failure) throw chosen.failure.error;
		yield* chosen.rest;
	} finally {
		await mean.rest.return(undefined);
		await first?.rest.return(undefined);
	}
}

type Opening = {
	held: Float32Array[];
	rest: AsyncGenerator<Float32Array>;
	samples: number;
	/** The sum of their squares. */
	energy: number;
	loud: boolean;
	failure: { error: unknown } | null;
};

async function open(rest: AsyncGenerator<Float32Array>, rate: number): Promise<Opening> {
	const opening: Opening = { held: [], rest, samples: 0, energy: 0, loud: false, failure: null };
	try {
		while (!opening.loud && opening.samples < LOOK * rate) {
			const { value: block, done } = await rest.next();
			if (done) break;
			let energy = 0;
			for (let i = 0; i < block.length; i++) if (Number.isFinite(block[i])) energy += block[i] * block[i];
			opening.held.push(block);
			opening.samples += block.length;
			opening.energy += energy;
			opening.loud = energy > LOUD * block.length;
		}
	} catch (error) {
		// What was decoded before is still given.
		opening.failure = { error };
	}
	return opening;
}

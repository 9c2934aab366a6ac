// hands.ts without WebAssembly: slow, and what the kernel is held against.

import { PACKED } from '../front/features.ts';
import type { Model } from '../model/model.ts';
import { FINENESS } from '../model/units.ts';
import { expectBounds, likelihoodOf, wholeBand, Workspace } from '../refine/posterior.ts';
import { createAcoustics } from '../score/acoustics.ts';
import { createDensities } from '../score/densities.ts';
import { createLooped, createPhoneLoop, loopSenones } from '../score/phoneloop.ts';
import { createSenoneScorer } from '../score/senones.ts';
import { createGather } from '../adapt/statistics.ts';
import { OCCUPIED, STRIDE, type Hands } from './hands.ts';

/** `capacity` is the number of frames whose densities are computed at once. */
export function createPlainHands(model: Model, capacity: number): Hands {
	const densities = createDensities(model.gaussians, capacity);
	const score = createSenoneScorer(model);
	const loop = createPhoneLoop(model);
	const senones = loopSenones(model.phones);
	const scores = new Int32Array(senones.length);
	const all = new Uint8Array(model.gaussians.codebooks).fill(1);
	const workspace = new Workspace();
	/** Of every second frame, packed. */
	const acousticsOf = (features: Int16Array, background: Int32Array) => {
		const source = {
			length: (features.length / PACKED) * STRIDE,
			pack(frame: number, out: Int16Array, at: number) {
				const from = (frame / STRIDE) * PACKED;
				out.set(features.subarray(from, from + PACKED), at);
			}
		};
		const silent = new Uint8Array(background.length);
		return createAcoustics(model, densities, source, { gain: background, silent }, STRIDE);
	};
	return {
		makeStepper: null,
		densities,
		gather: createGather(model),
		score({ features, near }) {
			const { bytesPerFrame } = densities;
			const count = features.length / PACKED;
			for (let at = 0; at < count; at += capacity) {
				const part = Math.min(capacity, count - at);
				densities.features.set(features.subarray(at * PACKED, (at + part) * PACKED));
				near.set(densities.score(part, all).subarray(0, part * bytesPerFrame), at * bytesPerFrame);
			}
		},
		follow(near, frames, first) {
			if (first) loop.reset();
			const looped = createLooped(frames);
			for (let t = 0; t < frames; t++) {
				const at = Math.floor(t / STRIDE) * densities.bytesPerFrame;
				if (t % STRIDE === 0)
					for (let k = 0; k < senones.length; k++) scores[k] = score(near, at, senones[k]) * FINENESS;
				looped.gain[t] = loop.step(scores);
				looped.best[t] = loop.best;
				looped.finished[t] = loop.finished;
				looped.lasted[t] = Math.min(255, loop.lasted);
			}
			return looped;
		},
		weigh({ chains, begin, frames, softness, features, background }) {
			const emissions = acousticsOf(features, background);
			const senones = chains.flatMap(({ senone }) => [...senone]);
			emissions.aim = () => senones;
			// What each chain aims at by itself is not heard.
			const listen = {
				...emissions,
				get background() {
					return emissions.background;
				}
			};
			return chains.map((chain) => likelihoodOf(chain, wholeBand(chain, begin, frames), listen, softness, workspace));
		},
		expect({ chain, band, softness, features, background, occupied }) {
			const emissions = acousticsOf(features, background);
			const frame: number[] = [];
			const senone: number[] = [];
			const weight: number[] = [];
			const bounds = expectBounds(chain, band, emissions, softness, workspace, (t, unit, share) => {
				if (share < OCCUPIED || frame.length === occupied) return;
				frame.push(t);
				senone.push(unit);
				weight.push(share);
			});
			if (!bounds) return null;
			const told = {
				frame: Int32Array.from(frame),
				senone: Int32Array.from(senone),
				weight: Float32Array.from(weight)
			};
			return { bounds, occupied: told };
		}
	};
}

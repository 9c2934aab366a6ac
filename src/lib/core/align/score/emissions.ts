// What the search sees of the audio: for each frame a score for each unit, and nothing else. Another kind of model
// (a neural network's letters, say) takes the place of this one by answering the same questions.
//
//             unit 0   1   2   3 …
//   frame 0     −7  −80 −31 −12          integers, see model/units.ts
//   frame 1    −11  −64 −30  −9          a frame is `hop` seconds after the one before it

export type Emissions = {
	/** Seconds from one frame to the next. */
	readonly hop: number;
	/** Seconds of the border between frame −1 and frame 0: the border before frame t is at origin + t·hop. */
	readonly origin: number;
	/** Moves to a frame that is known; going forward by one is the fast way. */
	seek(frame: number): void;
	/** Score of a unit (a senone) at this frame, 0 or less. */
	score(unit: number): number;
	/** What the best unconstrained phone path gained at this frame: true words beat it, wrong ones fall behind. */
	readonly background: number;
	/** Whether nobody speaks: that path is in silence, or there is nothing but noise. */
	readonly silent: boolean;
	/** Whether it is noise, which a pause between words may hold as well. */
	readonly noise?: boolean;
	/**
	 * For compiled code that scores senones itself: the densities of frames from … until, those of frame `from` being the
	 * first or, where that is `odd`, shared with the frame before; what each frame is held against, and whether anybody
	 * speaks in it, as in background.ts. Other kinds of models have none.
	 */
	raw?(from: number, until: number): Raw;
	/** A hint: asked for the units that may be scored in frames from … until, so that the rest need no work. */
	aim?: ((from: number, until: number) => ArrayLike<number>) | null;
};

export type Raw = { near: Uint8Array; odd: 0 | 1; gain: Int32Array; silent: Uint8Array };

// Many places on the waveform as one shape: an element for each takes longer to make than all of them to find, while
// somebody types.

/** The path of an upright stroke for each place, as wide as `width`, in their unit, and 100 high. */
export function strokesAt(places: number[], width: number): string {
	return places.map((place) => `M${round(place)} 0h${round(width)}v100h${round(-width)}z`).join('');
}

/** To the hundredth: less than a pixel of any waveform. */
function round(value: number): number {
	return Math.round(value * 100) / 100;
}

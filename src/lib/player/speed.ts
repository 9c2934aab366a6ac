// Speeds: fine steps where people listen, coarser ones above.

export const SLOWEST = 0.5;
export const FASTEST = 3;

/** Within bounds, to the hundredth. */
export function clampRate(rate: number): number {
	if (!Number.isFinite(rate)) return 1;
	return Math.round(Math.min(FASTEST, Math.max(SLOWEST, rate)) * 100) / 100;
}

/** One step of 0.05 up to 2, of 0.1 above. */
export function stepRate(rate: number, direction: 1 | -1): number {
	const step = rate > 2 || (rate === 2 && direction > 0) ? 0.1 : 0.05;
	return clampRate(rate + direction * step);
}

/** `1×`, `1.25×`. */
export function formatRate(rate: number): string {
	return `${Number(rate.toFixed(2))}×`;
}

// The units that scores are counted in, all integers, so that every engine that adds them up gets the same sum.
//
//   senone unit U = 1024·ln(1.0001) = 0.102395 nats, what the model's mixture weights are stored in
//   score         = U / 16, what the search adds up; ten hours of true speech come to 3·10⁸ of them

/** Nats in one senone unit. */
export const UNIT = 1024 * Math.log(1.0001);

/** Scores in one senone unit. */
export const FINENESS = 16;

/** Nats to whole scores. */
export function toScore(nats: number): number {
	return Math.round((nats / UNIT) * FINENESS);
}

/** Scores to nats. */
export function toNats(score: number): number {
	return (score / FINENESS) * UNIT;
}

/** A score that nothing comes back from; far from overflow when costs are taken off it. */
export const NEVER = -1_500_000_000;

// Binary search in what is sorted.

/** The index of the first item that is not below the limit by what `value` says of it; the length where all are. */
export function lowerBound<T>(list: readonly T[], limit: number, value: (item: T) => number): number {
	let low = 0;
	let high = list.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (value(list[middle]) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

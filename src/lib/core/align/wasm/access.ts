// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// Arrays in memory, by index.

export function i32At(array: usize, index: i32): i32 {
	return load<i32>(array + ((<usize>index) << 2));
}

export function f64At(array: usize, index: i32): f64 {
	return load<f64>(array + ((<usize>index) << 3));
}

export function putI32(array: usize, index: i32, value: i32): void {
	store<i32>(array + ((<usize>index) << 2), value);
}
